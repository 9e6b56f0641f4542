using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Communities;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class ReorganizationsRpc : Wire.Reorganizations.ReorganizationsBase
{
    public override Task<Wire.Reorganization> PlanReorganization(Wire.PlanReorganizationRequest request, ServerCallContext context) => context.Slice<PlanReorganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reorganization> GetReorganization(Wire.GetReorganizationRequest request, ServerCallContext context) => context.Slice<GetReorganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReorganizationsResponse> ListReorganizations(Wire.ListReorganizationsRequest request, ServerCallContext context) => context.Slice<ListReorganizations>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReorganizationPreview> PreviewReorganization(Wire.PreviewReorganizationRequest request, ServerCallContext context) => context.Slice<PreviewReorganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reorganization> ApproveReorganization(Wire.ApproveReorganizationRequest request, ServerCallContext context) => context.Slice<ApproveReorganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reorganization> CarryOutReorganization(Wire.CarryOutReorganizationRequest request, ServerCallContext context) => context.Slice<CarryOutReorganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reorganization> WithdrawReorganization(Wire.WithdrawReorganizationRequest request, ServerCallContext context) => context.Slice<WithdrawReorganization>().Handle(request, context.CancellationToken);
}
