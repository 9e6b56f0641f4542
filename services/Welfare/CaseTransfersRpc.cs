using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CaseTransfersRpc : Wire.CaseTransfers.CaseTransfersBase
{
    public override Task<Wire.CaseTransfer> OfferTransfer(Wire.OfferTransferRequest request, ServerCallContext context) => context.Slice<OfferTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseTransfer> RevokeTransfer(Wire.RevokeTransferRequest request, ServerCallContext context) => context.Slice<RevokeTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseTransfer> AcceptTransfer(Wire.AcceptTransferRequest request, ServerCallContext context) => context.Slice<AcceptTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseTransfer> RejectTransfer(Wire.RejectTransferRequest request, ServerCallContext context) => context.Slice<RejectTransfer>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTransfersResponse> ListTransfers(Wire.ListTransfersRequest request, ServerCallContext context) => context.Slice<ListTransfers>().Handle(request, context.CancellationToken);
}
