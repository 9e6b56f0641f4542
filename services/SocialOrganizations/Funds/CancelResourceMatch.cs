using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CancelResourceMatch(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.ResourceMatch> Handle(Wire.CancelResourceMatchRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var match = await db.ResourceMatches.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw FundRefusals.NoMatch(request.Id);
        Etag.Match(request.Etag, match.Version);
        await ledger.HoldPairAsync(match.NeedId, match.ResourceId, cancel);
        var need = await db.CharityNeeds.FirstOrDefaultAsync(n => n.Id == match.NeedId, cancel) ?? throw FundRefusals.NoNeed(match.NeedId.ToString());
        var resource = await db.CharityResources.FirstOrDefaultAsync(r => r.Id == match.ResourceId, cancel) ?? throw FundRefusals.NoResource(match.ResourceId.ToString());
        match.Cancel(need, resource, desk.Now);
        var reply = await db.SaveAsync(() => FundDesk.Of(match), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
