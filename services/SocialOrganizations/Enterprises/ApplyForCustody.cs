using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ApplyForCustody(SocialOrgsDb db, EnterpriseDesk desk, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Custody> Handle(Wire.ApplyForCustodyRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("asset_id", request.AssetId, out var assetId).Id("organization_id", request.OrganizationId, out var organizationId).Text("purpose", request.Purpose, 500, min: 4).Text("feasibility_report", request.FeasibilityReport, 100, min: 0)
            .Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until);
        if (from != default && until != default) check.That(until >= from && until >= desk.Today && until <= from.AddYears(10), "end_date", "OUT_OF_RANGE", "应不早于开始日期和今天，且在十年之内");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var asset = await desk.Assets.FirstOrDefaultAsync(a => a.Id == assetId, cancel) ?? throw EnterpriseRefusals.NoAsset(request.AssetId);
        await organizations.FindAsync(organizationId, cancel);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var custody = Custody.Apply(asset, await desk.RuleAsync(asset, cancel), organization, request.Purpose.Trim(), request.FeasibilityReport.Trim(), from, until, desk.Me, desk.Now);
        db.Add(custody);
        var reply = await db.SaveAsync(() => EnterpriseDesk.Of(custody), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
