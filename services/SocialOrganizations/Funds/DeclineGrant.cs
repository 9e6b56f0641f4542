using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class DeclineGrant(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Grant> Handle(Wire.DeclineGrantRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var grant = await db.Grants.FirstOrDefaultAsync(g => g.Id == id, cancel) ?? throw FundRefusals.NoGrant(request.Id);
        var fund = await ledger.HoldAsync(grant.FundId, cancel);
        Etag.Match(request.Etag, grant.Version);
        if (grant.Decline(desk.Me, desk.Now)) await ledger.PostAsync(fund, FundEntryKind.Release, FundAccountKind.Promised, FundAccountKind.Free, grant.EarmarkId, grant.AmountFen, grant.Id, "", cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(grant), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
