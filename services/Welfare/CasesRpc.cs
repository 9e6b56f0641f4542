using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CasesRpc : Wire.Cases.CasesBase
{
    public override Task<Wire.Case> ReferCase(Wire.ReferCaseRequest request, ServerCallContext context) => context.Slice<ReferCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> GetCase(Wire.GetCaseRequest request, ServerCallContext context) => context.Slice<GetCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCasesResponse> ListCases(Wire.ListCasesRequest request, ServerCallContext context) => context.Slice<ListCases>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> ScreenCase(Wire.ScreenCaseRequest request, ServerCallContext context) => context.Slice<ScreenCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> OpenCase(Wire.OpenCaseRequest request, ServerCallContext context) => context.Slice<OpenCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> AssignCase(Wire.AssignCaseRequest request, ServerCallContext context) => context.Slice<AssignCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> SubmitPlan(Wire.SubmitPlanRequest request, ServerCallContext context) => context.Slice<SubmitPlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> DecidePlan(Wire.DecidePlanRequest request, ServerCallContext context) => context.Slice<DecidePlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> StartCase(Wire.StartCaseRequest request, ServerCallContext context) => context.Slice<StartCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> RecordResult(Wire.RecordResultRequest request, ServerCallContext context) => context.Slice<RecordResult>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> ReviewCase(Wire.ReviewCaseRequest request, ServerCallContext context) => context.Slice<ReviewCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> ContinueCase(Wire.ContinueCaseRequest request, ServerCallContext context) => context.Slice<ContinueCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> ProposeClosure(Wire.ProposeClosureRequest request, ServerCallContext context) => context.Slice<ProposeClosure>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> DecideClosure(Wire.DecideClosureRequest request, ServerCallContext context) => context.Slice<DecideClosure>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> ReopenCase(Wire.ReopenCaseRequest request, ServerCallContext context) => context.Slice<ReopenCase>().Handle(request, context.CancellationToken);
    public override Task<Wire.Case> SetCaseFlags(Wire.SetCaseFlagsRequest request, ServerCallContext context) => context.Slice<SetCaseFlags>().Handle(request, context.CancellationToken);
}
