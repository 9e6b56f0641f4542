using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class TerminateContract(SocialOrgsDb db, ProcurementDesk desk, Work work)
{
    public async Task<Wire.Contract> Handle(Wire.TerminateContractRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contract = await desk.ContractAsync(id, cancel);
        Etag.Match(request.Etag, contract.Version);
        var list = await desk.HoldListAsync(contract.ListId, cancel);
        await desk.HoldServiceAsync(contract.ServiceCode, cancel);
        db.Add(contract.Terminate(list, request.Reason.Trim(), desk.Me, desk.Now));
        foreach (var order in await db.Everywhere<ServiceOrder>("needs that the contract no longer serves").Where(o => o.ContractId == id && o.State == ServiceOrderState.Ordered).ToListAsync(cancel)) order.WaitAgain();
        work.Purpose = request.Reason.Trim();
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(contract, desk.Today), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
