using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RevokeTransfer(TransferDesk desk, TimeProvider clock)
{
    public Task<Wire.CaseTransfer> Handle(Wire.RevokeTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check(), t => t.FromArea, (transfer, _) =>
    {
        transfer.Revoke(clock.GetUtcNow());
        return Task.CompletedTask;
    }, cancel);
}
