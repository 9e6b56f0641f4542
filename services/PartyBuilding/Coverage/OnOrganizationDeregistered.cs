using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Coverage;

/// <summary>A social organisation that is no more needs no covering.</summary>
internal sealed class OnOrganizationDeregistered(PartyDb db) : IConsumer<OrganizationDeregistered>
{
    public async Task Consume(ConsumeContext<OrganizationDeregistered> context)
    {
        if (await db.TwoNewUnits.FirstOrDefaultAsync(u => u.Id == context.Message.OrganizationId, context.CancellationToken) is not { } unit) return;
        db.Remove(unit);
        await db.SaveAsync(context.CancellationToken);
    }
}
