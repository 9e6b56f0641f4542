using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ReportUnitIn(PartyDb db, ReportInDesk desk, OrganizationTree tree)
{
    public async Task<Wire.ReportIn> Handle(Wire.ReportUnitInRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var organizationId);
        await desk.CheckCommunityAsync(check, request.DivisionCode, cancel);
        var skills = ReportInDesk.ReadSkills(check, request.Skills);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The organisation is neither dissolved nor merged meanwhile.
        await tree.HoldStillAsync(cancel);
        var unit = await db.Everywhere<Organization>("a unit of any organisation sits in the community; only its name is told").AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, cancel)
            ?? throw OrganizationRefusals.NotFound(request.OrganizationId);
        var reported = ReportIn.OfUnit(unit, request.DivisionCode, skills, desk.Now);
        db.Add(reported);
        try
        {
            var reply = await desk.SaveAsync(reported, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ReportInTable.OneAUnit)
        {
            throw ReportInRefusals.Already();
        }
    }
}
