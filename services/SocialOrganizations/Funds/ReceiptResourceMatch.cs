using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ReceiptResourceMatch(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ResourceMatch> Handle(Wire.ReceiptResourceMatchRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var match = await db.ResourceMatches.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw FundRefusals.NoMatch(request.Id);
        Etag.Match(request.Etag, match.Version);
        match.Receipt(desk.Me, desk.Now);
        return await db.SaveAsync(() => FundDesk.Of(match), cancel);
    }
}
