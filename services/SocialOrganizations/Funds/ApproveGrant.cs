using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ApproveGrant(SocialOrgsDb db, FundDesk desk, FundLedger ledger, Blacklist blacklist)
{
    public async Task<Wire.Grant> Handle(Wire.ApproveGrantRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var grant = await db.Grants.FirstOrDefaultAsync(g => g.Id == id, cancel) ?? throw FundRefusals.NoGrant(request.Id);
        var fund = await ledger.HoldAsync(grant.FundId, cancel);
        Etag.Match(request.Etag, grant.Version);
        fund.MustBeOpen();
        if (!(await blacklist.AskAsync(grant.OrganizationId, cancel)).IsActive) throw FundRefusals.NotActive();
        grant.Approve(desk.Me, desk.Now);
        await ledger.PostAsync(fund, FundEntryKind.Promise, FundAccountKind.Free, FundAccountKind.Promised, grant.EarmarkId, grant.AmountFen, grant.Id, "", cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(grant), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
