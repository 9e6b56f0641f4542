using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CancelResourceMatch(SocialOrgsDb db, FundDesk desk, FundLedger ledger, Work work)
{
    public async Task<Wire.ResourceMatch> Handle(Wire.CancelResourceMatchRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        if (request.Reason.Length > 0) check.Text("reason", request.Reason, 200, min: 2);
        check.OrThrow();
        if (request.Reason.Length > 0) work.Purpose = request.Reason.Trim();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var match = await db.ResourceMatches.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw FundRefusals.NoMatch(request.Id);
        Etag.Match(request.Etag, match.Version);
        await ledger.HoldPairAsync(match.NeedId, match.ResourceId, cancel);
        var need = await db.CharityNeeds.FirstOrDefaultAsync(n => n.Id == match.NeedId, cancel) ?? throw FundRefusals.NoNeed(match.NeedId.ToString());
        var resource = await db.CharityResources.FirstOrDefaultAsync(r => r.Id == match.ResourceId, cancel) ?? throw FundRefusals.NoResource(match.ResourceId.ToString());
        match.Cancel(need, resource, desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => FundDesk.Of(match), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
