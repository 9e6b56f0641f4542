using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ListJobRules(JobRuleBook rules)
{
    public async Task<Wire.ListJobRulesResponse> Handle(Wire.ListJobRulesRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).OrThrow();
        var reply = new Wire.ListJobRulesResponse();
        reply.Rules.AddRange((await rules.OfAsync(area.Code, cancel)).Select(r => r.ToWire()));
        return reply;
    }
}
