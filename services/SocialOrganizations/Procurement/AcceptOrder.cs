using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AcceptOrder(SocialOrgsDb db, ProcurementDesk desk, Blacklist blacklist, Work work)
{
    public async Task<Wire.ServiceOrder> Handle(Wire.AcceptOrderRequest request, CancellationToken cancel)
    {
        var check = new Check();
        if (request.ReturnReason.Length > 0) check.Text("return_reason", request.ReturnReason, 200, min: 4);
        // The contract is not ended, nor its organisation suspended or listed, between the look and the save.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var order = await desk.OrderAsync(request.Id, request.Etag, check, cancel);
        if (request.ReturnReason.Length == 0)
        {
            order.Accept(desk.Me, desk.Now);
        }
        else
        {
            var able = order.OrganizationId is { } organization && (await blacklist.ServingAsync([organization], cancel)).Count > 0;
            await desk.HoldServiceAsync(order.ServiceCode, cancel);
            var contract = await db.Everywhere<Contract>("of an order that the caller sees").AsNoTracking().FirstOrDefaultAsync(c => c.Id == order.ContractId, cancel);
            order.Return(contract, able, desk.Me, desk.Now);
            if (order.State == ServiceOrderState.Waiting) await desk.GiveBackOrderAsync(contract!.Id, cancel);
            work.Purpose = request.ReturnReason.Trim();
        }
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(order), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
