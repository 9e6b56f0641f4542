using Governance.Events.Grid.V1;
using Governance.Map;
using MassTransit;

namespace Governance.Welfare.Divisions;

/// <summary>Once only: a year that Grid publishes is the year by which limits run here.</summary>
internal sealed class OnCalendarPublished(CalendarUpdate update) : IConsumer<CalendarPublished>
{
    public Task Consume(ConsumeContext<CalendarPublished> context) => update.ApplyAsync(context.Message, context.CancellationToken);
}
