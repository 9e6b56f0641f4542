using Governance.Access;
using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Musters;

/// <summary>An emergency is over. The news may overtake that it was declared: then it was over before anybody was to be called.</summary>
internal sealed class OnEmergencyDeactivated(PartyDb db) : IConsumer<EmergencyDeactivated>
{
    public async Task Consume(ConsumeContext<EmergencyDeactivated> context)
    {
        var (over, cancel) = (context.Message, context.CancellationToken);
        if (!Area.TryParse(over.Area, out var area)) return;
        var muster = await db.Everywhere<Muster>("a muster of any area ends").FirstOrDefaultAsync(m => m.Id == over.EmergencyId, cancel);
        if (muster is null) db.Add(muster = Muster.Of(over.EmergencyId, area.Code, over.Kind, 0, over.At, default));
        muster.End(over.At);
        await db.SaveAsync(cancel);
    }
}
