using Governance.Hosting;
using Governance.SocialOrganizations.Organizations;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class GatesRpc : Wire.Gates.GatesBase
{
    public override Task<Wire.OrganizationPaper> PresentPaper(Wire.PresentPaperRequest request, ServerCallContext context) => context.Slice<PresentPaper>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPapersResponse> ListPapers(Wire.ListPapersRequest request, ServerCallContext context) => context.Slice<ListPapers>().Handle(request, context.CancellationToken);
    public override Task<Wire.GateCheck> CheckGate(Wire.CheckGateRequest request, ServerCallContext context) => context.Slice<CheckGate>().Handle(request, context.CancellationToken);
    public override Task<Wire.GateRule> SetGateRule(Wire.SetGateRuleRequest request, ServerCallContext context) => context.Slice<SetGateRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGateRulesResponse> ListGateRules(Wire.ListGateRulesRequest request, ServerCallContext context) => context.Slice<ListGateRules>().Handle(request, context.CancellationToken);
}
