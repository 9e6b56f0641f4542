using Governance.Events.Volunteers.V1;
using Governance.Map;
using MassTransit;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>Once only: what a team that is an organisation has done counts as that organisation's activity; nobody reports it again. A record counts once, under whatever event id it is told.</summary>
internal sealed class OnServiceRecorded(SocialOrgsDb db, TeamDeeds services, DivisionMap map) : IConsumer<ServiceRecorded>
{
    public async Task Consume(ConsumeContext<ServiceRecorded> context)
    {
        var (record, cancel) = (context.Message, context.CancellationToken);
        if (record.TeamId is not { } team) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if ((await services.HoldAsync(record.RecordId, cancel) ?? await services.NewAsync(record.RecordId, team, TeamDeeds.DayOf(record.StartsAt), cancel)) is not { } service) return;
        // Its correction may have overtaken it: then it is there, and stays corrected.
        (service.Area, service.ActivityId, service.On, service.Minutes) = (await map.NowAsync(record.Area, cancel), record.ActivityId, TeamDeeds.DayOf(record.StartsAt), record.Minutes);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
