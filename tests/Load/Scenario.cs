using System.Globalization;
using Grpc.Core;

namespace Governance.Load;

/// <summary>Something that is measured. It starts what it needs, and leaves nothing behind.</summary>
internal sealed record Scenario(string Name, string Does, Func<Options, Report, CancellationToken, Task> RunAsync, int Events = 100_000)
{
    public async Task<int> RunToEndAsync(Options options, CancellationToken cancel)
    {
        var report = new Report(Name);
        try
        {
            await RunAsync(options, report, cancel);
        }
        catch (Exception e) when (cancel.IsCancellationRequested && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            Console.Error.WriteLine("stopped");
            return 130;
        }
        return report.WriteResults() ? 0 : 1;
    }
}

/// <summary>What a scenario says while it runs, and the figures that it ends with.</summary>
internal sealed class Report(string scenario)
{
    private readonly long began = TimeProvider.System.GetTimestamp();
    private readonly List<string> results = [];

    /// <summary>A line of progress, with the machine's load: figures taken while others work on it are worth less.</summary>
    public void Say(string text) =>
        Console.WriteLine($"{TimeProvider.System.GetElapsedTime(began):mm\\:ss} load {File.ReadAllText("/proc/loadavg").Split(' ')[0],5}  {text}");

    private bool missed;

    /// <summary>A figure, and the goal set for it, if any: a run that misses one ends with 1, after all its figures.</summary>
    public void Result(string name, double value, string unit, double? atLeast = null, double? atMost = null)
    {
        // NaN, which is no figure, meets no goal.
        var met = (atLeast is null || value >= atLeast) && (atMost is null || value <= atMost);
        missed |= !met;
        var goal = atLeast is null && atMost is null ? "" : $" (goal {(atLeast is not null ? "≥" : "≤")} {atLeast ?? atMost}{(met ? "" : ": MISSED")})";
        results.Add(string.Create(CultureInfo.InvariantCulture, $"RESULT {scenario}.{name} {(value >= 1000 ? Math.Round(value) : Math.Round(value, 3))} {unit}{goal}"));
    }

    /// <returns>Whether every goal was met.</returns>
    public bool WriteResults()
    {
        foreach (var result in results) Console.WriteLine(result);
        return !missed;
    }
}

internal static class Figures
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);

    /// <summary>By the nearest rank: a value that was measured, never one in between.</summary>
    public static double Percentile(this IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
