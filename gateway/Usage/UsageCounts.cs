using System.Collections.Concurrent;
using System.Globalization;
using Governance.Gateway.Limits;
using StackExchange.Redis;

namespace Governance.Gateway.Usage;

/// <summary>What became of a call: done; answered with a no; not answered, because we failed, its time ran out or its caller went.</summary>
internal enum Outcome { Ok, Refused, Failed }

/// <summary>What a partner has called on a day: how often with success, how often with a no, how often without an answer.</summary>
internal sealed record UsageRow(string Day, string Client, string Method, long Ok, long Refused, long Failed);

/// <summary>
/// Calls of partners by day and method, summed over all gateways in Redis: one hash for each client and day, and one set of clients for each day, kept for 13 months. Counted here and written every second, in
/// one go: a gateway that is killed loses at most the calls of its last second, and one that is stopped none. While Redis is away the counts wait, and only then does a kill cost more: what was called since; what
/// Redis had taken and could not say it had is counted again. Written at every call was rejected: a report for talking about use, not for billing, is worth no round trip a call.
/// </summary>
internal sealed class UsageCounts : IAsyncDisposable, IDisposable
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1), Kept = TimeSpan.FromDays(400);

    private readonly ConcurrentDictionary<(string Day, string Client, string Method, Outcome Outcome), long> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SharedBuckets shared;
    private readonly TimeProvider clock;
    private readonly ITimer timer;

    public UsageCounts(SharedBuckets shared, TimeProvider clock)
    {
        (this.shared, this.clock) = (shared, clock);
        timer = clock.CreateTimer(_ => _ = WriteAsync(TimeSpan.Zero), null, BetweenWrites, BetweenWrites);
    }

    /// <summary>Writes what is left, as far as Redis still answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await WriteAsync(Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    /// <summary>Days are China's.</summary>
    public void Count(string client, string method, Outcome outcome) =>
        waiting.AddOrUpdate((clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), client, method, outcome), 1, static (_, n) => n + 1);

    /// <param name="client">Whose; null = everybody's.</param>
    /// <param name="days">Which days, e.g. 2026-11-29.</param>
    /// <returns>Null while the counts of all gateways cannot be had: those of this one alone would read as if nothing else had been called.</returns>
    public async Task<IReadOnlyList<UsageRow>?> ReadAsync(string? client, IReadOnlyList<string> days)
    {
        if (!shared.Configured)
            return Rows(waiting.Where(w => days.Contains(w.Key.Day) && (client is null || w.Key.Client == client)).Select(w => (w.Key.Day, w.Key.Client, w.Key.Method, w.Key.Outcome, w.Value)));
        try
        {
            // Written first and then read from one place: what waits here beside what is there would be counted twice or not at all, while a write is on its way.
            if (!await WriteAsync(Timeout.InfiniteTimeSpan) || shared.Database is not { } redis)
                return null;
            var wanted = client is not null ? days.Select(day => (Day: day, Client: client)).ToList()
                : (await AllAsync(days, redis.SetMembersAsync, ClientsOf)).SelectMany(d => d.Answer.Select(c => (Day: d.Of, Client: c.ToString()))).ToList();
            var counts = new List<(string, string, string, Outcome, long)>();
            foreach (var ((day, of), entries) in await AllAsync(wanted, redis.HashGetAllAsync, w => KeyOf(w.Day, w.Client)))
                foreach (var entry in entries)
                    if (entry.Name.ToString().Split('|') is [var method, var outcome] && Enum.TryParse<Outcome>(outcome, out var became))
                        counts.Add((day, of, method, became, (long)entry.Value));
            return Rows(counts);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static List<UsageRow> Rows(IEnumerable<(string Day, string Client, string Method, Outcome Outcome, long Count)> counts) =>
        [.. counts.GroupBy(a => (a.Day, a.Client, a.Method)).Select(g =>
            {
                long Of(Outcome outcome) => g.Where(a => a.Outcome == outcome).Sum(a => a.Count);
                return new UsageRow(g.Key.Day, g.Key.Client, g.Key.Method, Of(Outcome.Ok), Of(Outcome.Refused), Of(Outcome.Failed));
            })
            .OrderBy(r => r.Day, StringComparer.Ordinal).ThenBy(r => r.Client, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];

    // Sent without waiting for each: a year is one round trip. In portions, so that nobody's calls wait behind an operator's question of everybody.
    private static async Task<List<(TOf Of, TAnswer Answer)>> AllAsync<TOf, TAnswer>(IReadOnlyList<TOf> of, Func<RedisKey, CommandFlags, Task<TAnswer>> ask, Func<TOf, string> key)
    {
        var all = new List<(TOf, TAnswer)>();
        foreach (var portion in of.Chunk(AtOnce))
            all.AddRange(portion.Zip(await Task.WhenAll(portion.Select(o => ask(key(o), CommandFlags.None)))));
        return all;
    }

    /// <returns>Whether nothing that was counted before waits any more; false too when another is writing and there is no patience.</returns>
    private async Task<bool> WriteAsync(TimeSpan patience)
    {
        if (shared.Database is not { } redis || !await writing.WaitAsync(patience))
            return false;
        try
        {
            var written = new List<Task<bool>>();
            foreach (var (key, _) in waiting)
                if (waiting.TryRemove(key, out var count))
                    written.Add(WriteAsync(redis, key, count));
            return (await Task.WhenAll(written)).All(done => done);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<bool> WriteAsync(IDatabase redis, (string Day, string Client, string Method, Outcome Outcome) key, long count)
    {
        try
        {
            await redis.SetAddAsync(ClientsOf(key.Day), key.Client);
            await redis.HashIncrementAsync(KeyOf(key.Day, key.Client), $"{key.Method}|{key.Outcome}", count);
            await redis.KeyExpireAsync(ClientsOf(key.Day), Kept, CommandFlags.FireAndForget);
            await redis.KeyExpireAsync(KeyOf(key.Day, key.Client), Kept, CommandFlags.FireAndForget);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            waiting.AddOrUpdate(key, count, (_, n) => n + count);
            return false;
        }
    }

    private static string KeyOf(string day, string client) => $"governance:usage:{day}:{client}";

    private static string ClientsOf(string day) => $"governance:usage:clients:{day}";
}
