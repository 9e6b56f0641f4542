using Governance.Hosting;
using Governance.Welfare.Allowances;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class AllowancesRpc : Wire.Allowances.AllowancesBase
{
    public override Task<Wire.Allowance> ApplyForAllowance(Wire.ApplyForAllowanceRequest request, ServerCallContext context) => context.Slice<ApplyForAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> GetAllowance(Wire.GetAllowanceRequest request, ServerCallContext context) => context.Slice<GetAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAllowancesResponse> ListAllowances(Wire.ListAllowancesRequest request, ServerCallContext context) => context.Slice<ListAllowances>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> VerifyAllowance(Wire.VerifyAllowanceRequest request, ServerCallContext context) => context.Slice<VerifyAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> PublishAllowance(Wire.PublishAllowanceRequest request, ServerCallContext context) => context.Slice<PublishAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> ApproveAllowance(Wire.ApproveAllowanceRequest request, ServerCallContext context) => context.Slice<ApproveAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> RefuseAllowance(Wire.RefuseAllowanceRequest request, ServerCallContext context) => context.Slice<RefuseAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Allowance> StopAllowance(Wire.StopAllowanceRequest request, ServerCallContext context) => context.Slice<StopAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAllowanceRulesResponse> ListAllowanceRules(Wire.ListAllowanceRulesRequest request, ServerCallContext context) => context.Slice<ListAllowanceRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.AllowanceRule> SetAllowanceRule(Wire.SetAllowanceRuleRequest request, ServerCallContext context) => context.Slice<SetAllowanceRule>().Handle(request, context.CancellationToken);
}
