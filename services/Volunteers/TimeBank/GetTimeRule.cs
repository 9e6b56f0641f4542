using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class GetTimeRule(Ledger ledger)
{
    public async Task<Wire.TimeRule> Handle(Wire.GetTimeRuleRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out _).OrThrow();
        return (await ledger.RuleAsync(request.DivisionCode, cancel)).ToWire();
    }
}
