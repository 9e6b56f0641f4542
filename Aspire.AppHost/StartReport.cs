using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Governance.AppHost;

/// <summary>
/// A line a resource as it becomes healthy, then .local/endpoints.json. A resource that fails ends the AppHost and all it has started, after the tail of its log.
/// </summary>
internal sealed class StartReport(
    DistributedApplicationModel model, ResourceNotificationService states, ResourceLoggerService logs, Func<CancellationToken, Task> whenHealthy, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private readonly HashSet<string> _runOnce = [.. model.Resources.SelectMany(r => r.Annotations.OfType<WaitAnnotation>())
        .Where(w => w.WaitType == WaitType.WaitForCompletion).Select(w => w.Resource.Name)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = model.Resources.Where(r => r is ProjectResource or IResourceWithConnectionString).ToDictionary(r => r.Name);
        var since = Stopwatch.StartNew();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, new CancellationTokenSource(_patience).Token);
        try
        {
            await foreach (var update in states.WatchAsync(patience.Token))
            {
                if (!waiting.ContainsKey(update.Resource.Name)) continue;
                if (HasFailed(update)) { await FailAsync([update.Resource], update.Snapshot.State?.Text ?? ""); return; }
                if (!IsDone(update) || !waiting.Remove(update.Resource.Name)) continue;
                Console.WriteLine($"▸ {since.Elapsed.TotalSeconds,5:0.0} s  ✓ {update.Resource.Name}");
                if (waiting.Count == 0) { await whenHealthy(stoppingToken); Console.WriteLine("▸ healthy"); return; }
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            await FailAsync(waiting.Values, $"not healthy after {_patience.TotalMinutes} minutes");
        }
    }

    private bool IsDone(ResourceEvent update) => _runOnce.Contains(update.Resource.Name)
        ? update.Snapshot.ExitCode == 0 && KnownResourceStates.TerminalStates.Contains(update.Snapshot.State?.Text)
        : update.Snapshot.State?.Text == KnownResourceStates.Running && update.Snapshot.HealthStatus == HealthStatus.Healthy;

    private bool HasFailed(ResourceEvent update) =>
        update.Snapshot.State?.Text is { } text && KnownResourceStates.TerminalStates.Contains(text) && (!_runOnce.Contains(update.Resource.Name) || update.Snapshot.ExitCode is > 0 or < 0 || text == KnownResourceStates.FailedToStart)
        || update.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private async Task FailAsync(IEnumerable<IResource> resources, string why)
    {
        foreach (var resource in resources)
        {
            Console.WriteLine($"▸ ✗ {resource.Name}: {why}");
            var lines = new List<string>();
            await foreach (var batch in logs.GetAllAsync(resource)) lines.AddRange(batch.Select(line => line.Content));
            foreach (var line in lines.TakeLast(20)) Console.WriteLine($"▸   {line}");
        }
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
