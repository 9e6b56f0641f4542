using Governance.Access;
using Governance.Events.SocialOrgs.V1;
using Governance.Map;
using MassTransit;

namespace Governance.PartyBuilding.Coverage;

/// <summary>Once only: a social organisation that is registered is to be covered by the Party, and stands on the list at once.</summary>
internal sealed class OnOrganizationRegistered(PartyDb db, DivisionMap map) : IConsumer<OrganizationRegistered>
{
    public async Task Consume(ConsumeContext<OrganizationRegistered> context)
    {
        var (registered, cancel) = (context.Message, context.CancellationToken);
        if (!Area.TryParse(registered.Area, out var area) || area.Code.Length > 12 || await db.ToldOfAsync(registered.OrganizationId, cancel) is not null) return;
        db.Add(TwoNewUnit.Registered(registered.OrganizationId, await map.NowAsync(area.Code, cancel)));
        await db.SaveAsync(cancel);
    }
}
