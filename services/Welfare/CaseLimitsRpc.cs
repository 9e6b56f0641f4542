using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CaseLimitsRpc : Wire.CaseLimits.CaseLimitsBase
{
    public override Task<Wire.ListCaseLimitsResponse> ListCaseLimits(Wire.ListCaseLimitsRequest request, ServerCallContext context) => context.Slice<ListCaseLimits>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseLimit> SetCaseLimit(Wire.SetCaseLimitRequest request, ServerCallContext context) => context.Slice<SetCaseLimit>().Handle(request, context.CancellationToken);
}
