using Governance.Access;
using Governance.Events.SocialOrgs.V1;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Coverage;

/// <summary>
/// Once only: a social organisation that has told which party organisation it is led by is covered by it here. Where an instructor is sent it is covered by work: who that is is entered here. An organisation
/// that is no more covers nobody.
/// </summary>
internal sealed class OnPartyBuildingDeclared(PartyDb db, OrganizationTree tree, DivisionMap map) : IConsumer<PartyBuildingDeclared>
{
    public async Task Consume(ConsumeContext<PartyBuildingDeclared> context)
    {
        var (declared, cancel) = (context.Message, context.CancellationToken);
        if (declared.Mode == "Instructor" || !Area.TryParse(declared.Area, out var area) || area.Code.Length > 12) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.HoldStillAsync(cancel);
        if (await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == declared.PartyOrganizationId && o.State == OrganizationState.Active, cancel) is not { } by) return;
        // Its registration comes by another queue, and may come later.
        var unit = await db.ToldOfAsync(declared.OrganizationId, cancel);
        if (unit is { EndedAt: not null }) return;
        if (unit is null) db.Add(unit = TwoNewUnit.Registered(declared.OrganizationId, await map.NowAsync(area.Code, cancel)));
        unit.Cover(by, unit.InstructorId);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
