using Governance.Hosting;
using Governance.PartyBuilding.Transfers;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class TransfersRpc : Wire.Transfers.TransfersBase
{
    public override Task<Wire.Transfer> IssueTransfer(Wire.IssueTransferRequest request, ServerCallContext context) => context.Slice<IssueTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Transfer> ReceiveTransfer(Wire.ReceiveTransferRequest request, ServerCallContext context) => context.Slice<ReceiveTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Transfer> RejectTransfer(Wire.RejectTransferRequest request, ServerCallContext context) => context.Slice<RejectTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Transfer> WithdrawTransfer(Wire.WithdrawTransferRequest request, ServerCallContext context) => context.Slice<WithdrawTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Transfer> GetTransfer(Wire.GetTransferRequest request, ServerCallContext context) => context.Slice<GetTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTransfersResponse> ListTransfers(Wire.ListTransfersRequest request, ServerCallContext context) => context.Slice<ListTransfers>().Handle(request, context.CancellationToken);
}
