namespace Governance.Gateway.Limits;

/// <summary>What this gateway holds of one caller's allowance.</summary>
internal sealed class Share(double burst, long createdAt)
{
    private readonly Lock gate = new();
    private int held;                       // permits fetched from Redis and not spent yet
    private long heldUntil;                 // unspent permits lapse: the next gateway may need them
    private long refusedUntil;              // Redis said no; asking again earlier is pointless
    private int waiting;
    private Task? filling;
    private double tokens = burst;          // the bucket that counts while Redis is away
    private long countedAt = createdAt;
    private long usedAt = createdAt;

    public long IdleSince(long now) => now - Interlocked.Read(ref usedAt);

    /// <summary>Fetched from Redis and unspent; and what the bucket that counts while Redis is away would give.</summary>
    public (int Held, double Alone) Left(TimeProvider clock, Limit limit)
    {
        var now = clock.GetTimestamp();
        lock (gate)
            return (now < heldUntil ? held : 0, Math.Min(limit.Burst, tokens + clock.GetElapsedTime(countedAt, now).TotalSeconds * limit.PerSecond));
    }

    /// <returns>Zero: go ahead. More: wait. Null: Redis must be asked.</returns>
    public TimeSpan? Take(TimeProvider clock, Limit limit, bool away)
    {
        var now = clock.GetTimestamp();
        lock (gate)
        {
            usedAt = now;
            if (held > 0 && now < heldUntil)
            {
                held--;
                return TimeSpan.Zero;
            }
            if (now < refusedUntil)
                return clock.GetElapsedTime(now, refusedUntil);
            return away ? TakeLocally(clock, limit, now) : null;
        }
    }

    /// <summary>One question at a time per caller; whoever comes meanwhile waits for the same answer.</summary>
    public Task FillAsync(Func<int, Task<(int Granted, TimeSpan Wait)?>> ask, int atLeast, TimeProvider clock)
    {
        lock (gate)
        {
            waiting++;
            if (filling is { IsCompleted: false })
                return filling;
            var wanted = Math.Max(atLeast, waiting);
            waiting = 0;
            return filling = Fill();

            async Task Fill()
            {
                var answer = await ask(wanted);
                if (answer is not var (granted, wait))
                    return;
                var now = clock.GetTimestamp();
                lock (gate)
                {
                    held = (now < heldUntil ? held : 0) + granted;
                    heldUntil = now + clock.TimestampFrequency;
                    if (granted == 0)
                        refusedUntil = now + (long)(wait.TotalSeconds * clock.TimestampFrequency);
                }
            }
        }
    }

    private TimeSpan TakeLocally(TimeProvider clock, Limit limit, long now)
    {
        tokens = Math.Min(limit.Burst, tokens + clock.GetElapsedTime(countedAt, now).TotalSeconds * limit.PerSecond);
        countedAt = now;
        if (tokens < 1)
            return TimeSpan.FromSeconds((1 - tokens) / limit.PerSecond);
        tokens--;
        return TimeSpan.Zero;
    }
}
