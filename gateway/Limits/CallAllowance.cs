using System.Collections.Concurrent;
using Governance.Gateway.Routes;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Limits;

/// <summary>Who is counted, for which kind of call.</summary>
internal readonly record struct AllowanceKey(CallKind Kind, string Caller)
{
    public string RedisKey => $"governance:limit:{Kind}:{Caller}";
}

/// <summary>
/// The allowance of each caller, shared by all gateways through Redis. A gateway fetches a small share at a time and spends it locally:
/// one round trip for many calls, and none while a caller is over the limit. Without Redis each gateway counts for itself.
/// </summary>
/// <remarks>
/// RedisRateLimiting was rejected: a round trip for every call, all-or-nothing for several permits, and an exception per call
/// while Redis is away.
/// </remarks>
internal sealed class CallAllowance(SharedBuckets shared, IOptionsMonitor<LimitOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<AllowanceKey, Share> shares = new();
    private long sweepAfter;

    /// <returns>Zero when the call may go ahead, else how long the caller has to wait.</returns>
    public ValueTask<TimeSpan> TakeAsync(AllowanceKey key, Limit limit, CancellationToken ct)
    {
        if (!shares.TryGetValue(key, out var share))
        {
            Sweep();
            share = shares.GetOrAdd(key, static (_, state) => new Share(state.limit.Burst, state.now), (limit, now: clock.GetTimestamp()));
        }
        return share.Take(clock, limit, shared.Away) is { } answer ? new(answer) : AskAsync(share, key, limit, ct);
    }

    /// <summary>What could be spent at once, now: what Redis holds, and the share that this gateway has fetched and not spent. No more than the burst, although Redis may have refilled beside an old share.</summary>
    public async ValueTask<double> LeftAsync(AllowanceKey key, Limit limit)
    {
        var (here, alone) = shares.TryGetValue(key, out var share) ? share.Left(clock, limit) : (0, limit.Burst);
        return shared.Away ? alone : await shared.LeftAsync(key.RedisKey, limit) is { } there ? Math.Min(there + here, limit.Burst) : alone;
    }

    private async ValueTask<TimeSpan> AskAsync(Share share, AllowanceKey key, Limit limit, CancellationToken ct)
    {
        var atLeast = Math.Max(1, (int)(limit.PerSecond * options.CurrentValue.Share));
        // Each round ends in a share that others may have spent before we look, so it loops; a refusal or an outage ends it for all.
        while (true)
        {
            await share.FillAsync(wanted => shared.TakeAsync(key.RedisKey, limit, wanted), atLeast, clock).WaitAsync(ct);
            if (share.Take(clock, limit, shared.Away) is { } answer)
                return answer;
        }
    }

    /// <summary>Forgets callers that have not been seen for a while; addresses come without end.</summary>
    private void Sweep()
    {
        var now = clock.GetTimestamp();
        var after = Interlocked.Read(ref sweepAfter);
        if (shares.Count < SweepAbove || now < after || Interlocked.CompareExchange(ref sweepAfter, now + clock.TimestampFrequency, after) != after)
            return;
        foreach (var (key, share) in shares)
            if (share.IdleSince(now) > clock.TimestampFrequency * 60)
                shares.TryRemove(key, out _);
    }
}
