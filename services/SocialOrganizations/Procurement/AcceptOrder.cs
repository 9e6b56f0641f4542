using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AcceptOrder(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.ServiceOrder> Handle(Wire.AcceptOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.OrderAsync(request.Id, request.Etag, new Check(), cancel);
        order.Accept(desk.Me, desk.Now);
        return await db.SaveAsync(() => ProcurementDesk.Of(order), cancel);
    }
}
