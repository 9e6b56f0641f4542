using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class AdmitUnit(PartyDb db, RegionalDesk desk, OrganizationTree tree)
{
    public async Task<Wire.MemberUnit> Handle(Wire.AdmitUnitRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId).Text("name", request.Name, 100, min: 2);
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var day = desk.Past(check, "joined_date", request.JoinedDate);
        check.OrThrow();
        var committee = await desk.CommitteeAsync(committeeId, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (organizationId != default)
        {
            // Whose organisation it is, is not dissolved or merged meanwhile.
            await tree.HoldStillAsync(cancel);
            var its = await db.Everywhere<Organization>("whether there is such an organisation; nothing else of it is told").AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, cancel);
            (its ?? throw OrganizationRefusals.NotFound(request.OrganizationId)).MustBeActive();
        }
        var unit = MemberUnit.Admit(committee, request.Name.Trim(), organizationId == default ? null : organizationId, day, desk.Now);
        db.Add(unit);
        try
        {
            var reply = await db.SaveAsync(() => RegionalDesk.Of(unit), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == MemberUnitTable.OneName)
        {
            throw RegionalRefusals.UnitExists();
        }
    }
}
