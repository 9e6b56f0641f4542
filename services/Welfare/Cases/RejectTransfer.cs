using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RejectTransfer(TransferDesk desk, CaseWire wire, TimeProvider clock)
{
    public Task<Wire.CaseTransfer> Handle(Wire.RejectTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 4), t => t.ToArea, (transfer, _) =>
    {
        transfer.Reject(wire.SealReason(request.Reason), clock.GetUtcNow());
        return Task.CompletedTask;
    }, cancel);
}
