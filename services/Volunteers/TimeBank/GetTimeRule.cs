using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class GetTimeRule(Ledger ledger)
{
    public async Task<Wire.TimeRule> Handle(Wire.GetTimeRuleRequest request, CancellationToken cancel)
    {
        new Check().That(Area.TryParse(request.DivisionCode, out _) && request.DivisionCode.Length <= 12, "division_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字").OrThrow();
        return (await ledger.RuleAsync(request.DivisionCode, cancel)).ToWire();
    }
}
