using Governance.Hosting;
using Governance.PartyBuilding.Grades;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class GradesRpc : Wire.Grades.GradesBase
{
    public override Task<Wire.GradeScheme> SetGradeScheme(Wire.SetGradeSchemeRequest request, ServerCallContext context) => context.Slice<SetGradeScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGradeSchemesResponse> ListGradeSchemes(Wire.ListGradeSchemesRequest request, ServerCallContext context) => context.Slice<ListGradeSchemes>().Handle(request, context.CancellationToken);
    public override Task<Wire.ComputedGrade> ComputeGrade(Wire.ComputeGradeRequest request, ServerCallContext context) => context.Slice<ComputeGrade>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> PreviewRegrading(Wire.PreviewRegradingRequest request, ServerCallContext context) => context.Slice<PreviewRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> ApproveRegrading(Wire.ApproveRegradingRequest request, ServerCallContext context) => context.Slice<ApproveRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> ApplyRegrading(Wire.ApplyRegradingRequest request, ServerCallContext context) => context.Slice<ApplyRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> ReverseRegrading(Wire.ReverseRegradingRequest request, ServerCallContext context) => context.Slice<ReverseRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> CancelRegrading(Wire.CancelRegradingRequest request, ServerCallContext context) => context.Slice<CancelRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Regrading> GetRegrading(Wire.GetRegradingRequest request, ServerCallContext context) => context.Slice<GetRegrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRegradingsResponse> ListRegradings(Wire.ListRegradingsRequest request, ServerCallContext context) => context.Slice<ListRegradings>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRegradingRowsResponse> ListRegradingRows(Wire.ListRegradingRowsRequest request, ServerCallContext context) => context.Slice<ListRegradingRows>().Handle(request, context.CancellationToken);
}
