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
            if (correction.TeamId is not { } team || await services.OrganizationOfAsync(team, cancel) is not { } organization) return;
            db.Add(service = new TeamDeed { RecordId = correction.ReversedId, OrganizationId = organization, Area = await map.NowAsync(correction.Area, cancel), On = TeamDeeds.DayOf(correction.At), Minutes = correction.Minutes });
        }
        service.Corrected = true;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
