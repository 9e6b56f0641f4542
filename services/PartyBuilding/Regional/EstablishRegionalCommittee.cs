using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class EstablishRegionalCommittee(PartyDb db, RegionalDesk desk, DivisionMap map, OrganizationTree tree)
{
    public async Task<Wire.RegionalCommittee> Handle(Wire.EstablishRegionalCommitteeRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var organizationId).Text("name", request.Name, 100, min: 4);
        var day = desk.Past(check, "established_date", request.EstablishedDate);
        if (request.DivisionCode.Length is not (9 or 12)) check.Broken("division_code", request.DivisionCode.Length == 0 ? "REQUIRED" : "NOT_A_TOWN_OR_COMMUNITY", "应为 9 或 12 位街道（乡镇）、社区（村）编码");
        else check.Standing(await map.FindAsync(request.DivisionCode, cancel), "division_code", "没有这个区划，或已撤销");
        check.OrThrow();
        // Who leads it is not dissolved or merged meanwhile.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.HoldStillAsync(cancel);
        var lead = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, cancel) ?? throw OrganizationRefusals.NotFound(request.OrganizationId);
        var committee = RegionalCommittee.Establish(request.DivisionCode, lead, request.Name.Trim(), day, desk.Now);
        db.Add(committee);
        var division = await map.NameAsync(committee.Area, cancel);
        try
        {
            var reply = await db.SaveAsync(() => RegionalDesk.Of(committee, division, lead.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == RegionalCommitteeTable.OneADivision)
        {
            throw RegionalRefusals.Exists();
        }
    }
}
