using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class SetProtectionRule(WelfareDb db, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.ProtectionRule> Handle(Wire.SetProtectionRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.ProtectionRule();
        new Check().Date("rule.since_date", wanted.SinceDate, out var since).That(since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天").Within("rule.respond_minutes", wanted.RespondMinutes, 10, 1_440)
            .Within("rule.place_minutes", wanted.PlaceMinutes, Math.Max(60, wanted.RespondMinutes + 1), 10_080).Within("rule.escalate_minutes", wanted.EscalateMinutes, 10, 1_440).OrThrow();
        caller.MustCover(Province);
        var rule = ProtectionRule.Set(Province, since, wanted.RespondMinutes, wanted.PlaceMinutes, wanted.EscalateMinutes, clock.GetUtcNow());
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => ChildReportWire.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ProtectionRuleTable.Once)
        {
            throw ChildReportRefusals.RuleExists();
        }
    }
}
