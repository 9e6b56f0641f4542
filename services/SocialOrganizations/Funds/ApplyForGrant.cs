using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ApplyForGrant(SocialOrgsDb db, FundDesk desk, FundLedger ledger, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Grant> Handle(Wire.ApplyForGrantRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).Id("organization_id", request.OrganizationId, out var organizationId).Text("purpose", request.Purpose, 500, min: 4);
        var earmarkId = FundDesk.Optional(check, "earmark_id", request.EarmarkId);
        FundDesk.Fen(check, "amount_fen", request.AmountFen).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The fund before the organisation, as whoever approves and pays.
        await ledger.ShareAsync(fundId, cancel);
        var fund = await desk.ToldFundAsync(fundId, cancel);
        await organizations.FindAsync(organizationId, cancel);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var grant = Grant.Apply(fund, await desk.EarmarkAsync(fundId, earmarkId, cancel), organization, request.Purpose.Trim(), request.AmountFen, desk.Me, desk.Now);
        db.Add(grant);
        var reply = await db.SaveAsync(() => FundDesk.Of(grant), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
