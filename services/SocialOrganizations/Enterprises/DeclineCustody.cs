using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class DeclineCustody(SocialOrgsDb db, EnterpriseDesk desk, Work work)
{
    public async Task<Wire.Custody> Handle(Wire.DeclineCustodyRequest request, CancellationToken cancel)
    {
        var custody = await desk.CustodyAsync(request.Id, request.Etag, new Check().Reason(request.Reason, work), cancel);
        custody.Decline(desk.Me, desk.Now);
        return await db.SaveAsync(() => EnterpriseDesk.Of(custody), cancel);
    }
}
