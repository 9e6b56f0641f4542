using System.Collections.Concurrent;
using System.Globalization;
using Governance.Gateway.Limits;
using StackExchange.Redis;

namespace Governance.Gateway.Usage;

/// <summary>What a partner has called on a day: how often with success, how often without.</summary>
internal sealed record UsageRow(string Day, string Client, string Method, long Ok, long Refused);

/// <summary>
/// Calls of partners by day and method, summed over all gateways in Redis: one hash a day, kept for 13 months. Counted here and written every second, in one go: a gateway that is killed
/// loses at most the calls of its last second, and one that is stopped none. While Redis is away the counts wait, and only then does a kill cost more: what was called since. Written at every call was
/// rejected: a report for talking about use, not for billing, is worth no round trip a call.
/// </summary>
internal sealed class UsageCounts : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1), Kept = TimeSpan.FromDays(400);

    private readonly ConcurrentDictionary<(string Day, string Client, string Method, bool Ok), long> waiting = new();
    private readonly SharedBuckets shared;
    private readonly TimeProvider clock;
    private readonly ITimer timer;

    public UsageCounts(SharedBuckets shared, TimeProvider clock)
    {
        (this.shared, this.clock) = (shared, clock);
        timer = clock.CreateTimer(_ => _ = WriteAsync(), null, BetweenWrites, BetweenWrites);
    }

    /// <summary>Writes what is left, as far as Redis still answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await WriteAsync();
    }

    public void Dispose() => timer.Dispose();

    /// <summary>Days are China's.</summary>
    public void Count(string client, string method, bool ok) =>
        waiting.AddOrUpdate((clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), client, method, ok), 1, static (_, n) => n + 1);

    /// <param name="client">Whose; null = everybody's.</param>
    /// <param name="days">Which days, e.g. 2026-11-29.</param>
    public async Task<IReadOnlyList<UsageRow>> ReadAsync(string? client, IReadOnlyList<string> days)
    {
        var all = new List<(string Day, string Client, string Method, bool Ok, long Count)>(waiting.Where(w => days.Contains(w.Key.Day)).Select(w => (w.Key.Day, w.Key.Client, w.Key.Method, w.Key.Ok, w.Value)));
        if (shared.Database is { } redis)
            foreach (var day in days)
                foreach (var entry in await redis.HashGetAllAsync(KeyOf(day)))
                    if (entry.Name.ToString().Split('|') is [var of, var method, var ok])
                        all.Add((day, of, method, ok == "ok", (long)entry.Value));
        return [.. all.Where(a => client is null || a.Client == client).GroupBy(a => (a.Day, a.Client, a.Method))
            .Select(g => new UsageRow(g.Key.Day, g.Key.Client, g.Key.Method, g.Where(a => a.Ok).Sum(a => a.Count), g.Where(a => !a.Ok).Sum(a => a.Count)))
            .OrderBy(r => r.Day, StringComparer.Ordinal).ThenBy(r => r.Client, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];
    }

    private async Task WriteAsync()
    {
        if (shared.Database is not { } redis)
            return;
        var written = new List<Task>();
        foreach (var (key, count) in waiting)
        {
            if (waiting.TryRemove(KeyValuePair.Create(key, count)))     // counted on meanwhile: the next round takes it
                written.Add(WriteAsync(redis, key, count));
        }
        await Task.WhenAll(written);
    }

    private async Task WriteAsync(IDatabase redis, (string Day, string Client, string Method, bool Ok) key, long count)
    {
        try
        {
            await redis.HashIncrementAsync(KeyOf(key.Day), $"{key.Client}|{key.Method}|{(key.Ok ? "ok" : "refused")}", count);
            await redis.KeyExpireAsync(KeyOf(key.Day), Kept, CommandFlags.FireAndForget);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            waiting.AddOrUpdate(key, count, (_, n) => n + count);
        }
    }

    private static string KeyOf(string day) => $"governance:usage:{day}";
}
