using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class DeliverOrder(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.ServiceOrder> Handle(Wire.DeliverOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.OrderAsync(request.Id, request.Etag, new Check().Within("minutes", request.Minutes, 1, 1_440), cancel);
        order.Deliver(request.Minutes, request.ServeTime?.ToDateTimeOffset(), desk.Me, desk.Now);
        return await db.SaveAsync(() => ProcurementDesk.Of(order), cancel);
    }
}
