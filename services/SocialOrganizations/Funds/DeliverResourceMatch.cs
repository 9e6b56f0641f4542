using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class DeliverResourceMatch(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ResourceMatch> Handle(Wire.DeliverResourceMatchRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("delivery_note", request.DeliveryNote, 100, min: 2).OrThrow();
        var match = await db.ResourceMatches.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw FundRefusals.NoMatch(request.Id);
        Etag.Match(request.Etag, match.Version);
        match.Deliver(request.DeliveryNote.Trim(), desk.Me, desk.Now);
        return await db.SaveAsync(() => FundDesk.Of(match), cancel);
    }
}
