using System.Collections.Concurrent;

namespace Governance.Load;

/// <summary>Two ways of sending work: as fast as it is answered, and at a steady rate whatever the answers do.</summary>
internal static class Pump
{
    /// <summary>A number of workers, each with one call under way; gives calls/s. Any failure fails the measurement: a refusal is cheaper than the work.</summary>
    public static async Task<double> AtFullSpeedAsync(int workers, TimeSpan duration, Func<CancellationToken, Task> call, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            var done = 0;
            while (TimeProvider.System.GetElapsedTime(began) < duration)
            {
                await call(cancel);
                done++;
            }
            return done;
        }, cancel)));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>
    /// Starts a call whenever its time has come, and takes its latency from that time on, also when the machine was late to start it: a stall counts against
    /// every call that it held up.
    /// </summary>
    public static async Task<IReadOnlyCollection<double>> AtRateAsync(int perSecond, TimeSpan duration, Func<CancellationToken, Task> call, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        var latencies = new ConcurrentBag<double>();
        var calls = new List<Task>();
        for (var n = 0; n < perSecond * duration.TotalSeconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            if (due - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } early) await Task.Delay(early, cancel);
            calls.Add(MeasureAsync(due));
        }
        await Task.WhenAll(calls);
        return latencies;

        async Task MeasureAsync(TimeSpan due)
        {
            await call(cancel);
            latencies.Add((TimeProvider.System.GetElapsedTime(began) - due).TotalMilliseconds);
        }
    }
}
