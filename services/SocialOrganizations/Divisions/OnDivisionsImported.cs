using Governance.Events.Grid.V1;
using Governance.Map;
using MassTransit;

namespace Governance.SocialOrganizations.Divisions;

/// <summary>Once only: a place that Grid's map gains, renames or loses is the same here within a second.</summary>
internal sealed partial class OnDivisionsImported(MapUpdate update, TimeProvider clock, ILogger<OnDivisionsImported> logger) : IConsumer<DivisionsImported>
{
    public async Task Consume(ConsumeContext<DivisionsImported> context)
    {
        if (!await update.ApplyAsync(context.Message, clock.GetUtcNow(), context.CancellationToken)) LogIncomplete(context.Message.ImportId);
    }

    [LoggerMessage(1, LogLevel.Warning, "Import {Id} of the map is larger than its event: run the command map with its file")]
    private partial void LogIncomplete(Guid id);
}
