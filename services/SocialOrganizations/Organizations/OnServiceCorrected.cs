using Governance.Events.Volunteers.V1;
using Governance.Map;
using MassTransit;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>A record that was taken back in Volunteers is no activity here either, whichever of both comes first.</summary>
internal sealed class OnServiceCorrected(SocialOrgsDb db, TeamDeeds services, DivisionMap map) : IConsumer<ServiceCorrected>
{
    public async Task Consume(ConsumeContext<ServiceCorrected> context)
    {
        var (correction, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await services.HoldAsync(correction.ReversedId, cancel) is not { } service)
        {
            if (correction.TeamId is not { } team || await services.NewAsync(correction.ReversedId, team, null, cancel) is not { } early) return;
            service = early;
            (service.Area, service.On, service.Minutes) = (await map.NowAsync(correction.Area, cancel), TeamDeeds.DayOf(correction.At), correction.Minutes);
        }
        service.Corrected = true;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
