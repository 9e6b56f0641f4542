using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CloseCharityNeed(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.CharityNeed> Handle(Wire.CloseCharityNeedRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var need = await db.CharityNeeds.FirstOrDefaultAsync(n => n.Id == id, cancel) ?? throw FundRefusals.NoNeed(request.Id);
        Etag.Match(request.Etag, need.Version);
        need.Close(desk.Now);
        var division = await desk.NameAsync(need.Area, cancel);
        return await db.SaveAsync(() => FundDesk.Of(need, division), cancel);
    }
}
