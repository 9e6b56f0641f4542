using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AcceptOrder(SocialOrgsDb db, ProcurementDesk desk, Work work)
{
    public async Task<Wire.ServiceOrder> Handle(Wire.AcceptOrderRequest request, CancellationToken cancel)
    {
        var check = new Check();
        if (request.ReturnReason.Length > 0) check.Text("return_reason", request.ReturnReason, 200, min: 4);
        var order = await desk.OrderAsync(request.Id, request.Etag, check, cancel);
        if (request.ReturnReason.Length == 0)
        {
            order.Accept(desk.Me, desk.Now);
        }
        else
        {
            order.Return(desk.Me);
            work.Purpose = request.ReturnReason.Trim();
        }
        return await db.SaveAsync(() => ProcurementDesk.Of(order), cancel);
    }
}
