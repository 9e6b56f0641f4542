using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class MatchCharityResource(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.ResourceMatch> Handle(Wire.MatchCharityResourceRequest request, CancellationToken cancel)
    {
        new Check().Id("need_id", request.NeedId, out var needId).Id("resource_id", request.ResourceId, out var resourceId).Within("quantity", request.Quantity, 1, 1_000_000).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await ledger.HoldPairAsync(needId, resourceId, cancel);
        var need = await db.CharityNeeds.FirstOrDefaultAsync(n => n.Id == needId, cancel) ?? throw FundRefusals.NoNeed(request.NeedId);
        var resource = await db.CharityResources.FirstOrDefaultAsync(r => r.Id == resourceId, cancel) ?? throw FundRefusals.NoResource(request.ResourceId);
        var match = need.Match(resource, request.Quantity, desk.Me, desk.Now);
        db.Add(match);
        var reply = await db.SaveAsync(() => FundDesk.Of(match), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
