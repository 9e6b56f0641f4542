using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class SetVisitRule(WelfareDb db, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.VisitRule> Handle(Wire.SetVisitRuleRequest request, CancellationToken cancel)
    {
        var rule = request.Rule ?? new Wire.VisitRule();
        new Check().That(Enum.IsDefined(rule.RiskLevel), "rule.risk_level", "UNKNOWN_VALUE", "不是有效的取值").Known("rule.cadence", rule.Cadence).Date("rule.since_date", rule.SinceDate, out var since)
            .That(since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天").OrThrow();
        caller.MustCover(Province);
        var row = new VisitRule { Level = (short)rule.RiskLevel, Since = since, Cadence = (VisitCadence)rule.Cadence };
        db.Add(row);
        try
        {
            return await db.SaveAsync(() => VisitWire.Of(row), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == VisitRuleTable.Key)
        {
            throw VisitRefusals.RuleSet();
        }
    }
}
