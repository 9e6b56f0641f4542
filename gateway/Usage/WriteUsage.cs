namespace Governance.Gateway.Usage;

/// <summary>Writes the counts every few seconds, and what is left when the gateway stops.</summary>
internal sealed class WriteUsage(UsageCounts counts, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenWrites, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await counts.WriteAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await counts.WriteAsync();
        }
    }
}
