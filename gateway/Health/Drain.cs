using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Health;

/// <summary>Section <c>Gateway:Drain</c>.</summary>
internal sealed class DrainOptions
{
    /// <summary>How long the gateway still takes new calls after it has begun to say "not ready": the time a load balancer needs to notice.</summary>
    public TimeSpan Notice { get; set; } = TimeSpan.Zero;
}

/// <summary>
/// The first step of a stop: readiness turns off while calls are still taken. Kestrel does the rest: it closes the port, sends GOAWAY and lets
/// calls in flight finish within the host's shutdown time.
/// </summary>
internal sealed class Drain(IOptions<DrainOptions> options, TimeProvider clock) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool stopping;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stopping ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        return options.Value.Notice > TimeSpan.Zero ? Task.Delay(options.Value.Notice, clock, cancellationToken) : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
