using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class WithdrawTransfer(TransferDesk desk)
{
    public Task<Wire.Transfer> Handle(Wire.WithdrawTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check(), t => t.FromArea, (transfer, _) =>
    {
        transfer.Withdraw(desk.Now);
        return ValueTask.CompletedTask;
    }, cancel);
}
