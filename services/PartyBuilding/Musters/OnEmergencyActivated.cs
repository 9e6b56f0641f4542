using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.PartyBuilding.ReportIns;
using Governance.PartyBuilding.Teams;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Musters;

/// <summary>An emergency is declared: whom the Party has there is counted at once, and listed for whoever calls them.</summary>
internal sealed class OnEmergencyActivated(PartyDb db, DivisionMap map) : IConsumer<EmergencyActivated>
{
    public async Task Consume(ConsumeContext<EmergencyActivated> context)
    {
        var (emergency, cancel) = (context.Message, context.CancellationToken);
        if (!Area.TryParse(await map.NowAsync(emergency.Area, cancel), out var area) || await db.Everywhere<Muster>("whether it was told before").AnyAsync(m => m.Id == emergency.EmergencyId, cancel)) return;
        var reported = db.ReportIns.In(area).Where(r => r.State == ReportInState.Active);
        var there = (await reported.CountAsync(r => r.Kind == ReportInKind.Member, cancel), await reported.CountAsync(r => r.Kind == ReportInKind.Unit, cancel),
            await db.TeamHoldings.In(area).CountAsync(h => h.RunningPostId != null && h.Body <= TeamBody.Residents, cancel));
        db.Add(Muster.Of(emergency.EmergencyId, area.Code, emergency.Kind, emergency.Level, emergency.At, there));
        await db.SaveAsync(cancel);
    }
}
