using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class RejectTransfer(TransferDesk desk, MemberWire wire)
{
    public Task<Wire.Transfer> Handle(Wire.RejectTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), t => t.ToArea, (transfer, _) =>
    {
        transfer.Reject(wire.SealTransferReason(request.Reason.Trim()), desk.Now);
        return ValueTask.CompletedTask;
    }, cancel);
}
