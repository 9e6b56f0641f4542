using Governance.Grid.Matters;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class MattersRpc : Wire.Matters.MattersBase
{
    public override Task<Wire.Matter> RequestMatter(Wire.RequestMatterRequest request, ServerCallContext context) => context.Slice<RequestMatter>().Handle(request, context.CancellationToken);
    public override Task<Wire.Matter> AdmitMatter(Wire.AdmitMatterRequest request, ServerCallContext context) => context.Slice<AdmitMatter>().Handle(request, context.CancellationToken);
    public override Task<Wire.Matter> RefuseMatter(Wire.RefuseMatterRequest request, ServerCallContext context) => context.Slice<RefuseMatter>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMattersResponse> ListMatters(Wire.ListMattersRequest request, ServerCallContext context) => context.Slice<ListMatters>().Handle(request, context.CancellationToken);
    public override Task<Wire.MatterAssignment> AssignMatter(Wire.AssignMatterRequest request, ServerCallContext context) => context.Slice<AssignMatter>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMatterAssignmentsResponse> ListMatterAssignments(Wire.ListMatterAssignmentsRequest request, ServerCallContext context) => context.Slice<ListMatterAssignments>().Handle(request, context.CancellationToken);
}
