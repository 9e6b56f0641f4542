// A consumer under a wrong name and background work, neither registered.
using Governance.Events.Welfare.V1;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Governance.ArchitectureTests.Fixtures.Workers;

internal sealed class CaseWatcher : IConsumer<CaseClosed>
{
    public Task Consume(ConsumeContext<CaseClosed> context) => Task.CompletedTask;
}

internal sealed class Forgotten : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
