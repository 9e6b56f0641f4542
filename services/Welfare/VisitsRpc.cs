using Governance.Hosting;
using Governance.Welfare.Visits;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class VisitsRpc : Wire.Visits.VisitsBase
{
    public override Task<Wire.ListVisitsResponse> ListVisits(Wire.ListVisitsRequest request, ServerCallContext context) => context.Slice<ListVisits>().Handle(request, context.CancellationToken);
    public override Task<Wire.Visit> GetVisit(Wire.GetVisitRequest request, ServerCallContext context) => context.Slice<GetVisit>().Handle(request, context.CancellationToken);
    public override Task<Wire.Visitor> AssignVisitor(Wire.AssignVisitorRequest request, ServerCallContext context) => context.Slice<AssignVisitor>().Handle(request, context.CancellationToken);
    public override Task<Wire.DefaultVisitor> SetDefaultVisitor(Wire.SetDefaultVisitorRequest request, ServerCallContext context) => context.Slice<SetDefaultVisitor>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDefaultVisitorsResponse> ListDefaultVisitors(Wire.ListDefaultVisitorsRequest request, ServerCallContext context) => context.Slice<ListDefaultVisitors>().Handle(request, context.CancellationToken);
    public override Task<Wire.Visit> DoVisit(Wire.DoVisitRequest request, ServerCallContext context) => context.Slice<DoVisit>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetVisitFiguresResponse> GetVisitFigures(Wire.GetVisitFiguresRequest request, ServerCallContext context) => context.Slice<GetVisitFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListVisitRulesResponse> ListVisitRules(Wire.ListVisitRulesRequest request, ServerCallContext context) => context.Slice<ListVisitRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.VisitRule> SetVisitRule(Wire.SetVisitRuleRequest request, ServerCallContext context) => context.Slice<SetVisitRule>().Handle(request, context.CancellationToken);
}
