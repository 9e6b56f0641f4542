using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class SetMemberRule(PartyDb db, MemberRuleBook rules, TimeProvider clock)
{
    public async Task<Wire.MemberRule> Handle(Wire.SetMemberRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.MemberRule();
        var (extends, transfers) = (wanted.Kind == Wire.MemberRuleKind.Extension, wanted.Kind == Wire.MemberRuleKind.Transfer);
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).Known("rule.kind", wanted.Kind).Within("rule.min_months", wanted.MinMonths, 0, 60)
            .Within("rule.max_months", wanted.MaxMonths, extends ? Math.Max(wanted.MinMonths, 1) : 0, extends ? 60 : 0).Within("rule.max_days", wanted.MaxDays, transfers ? 1 : 0, transfers ? 365 : 0)
            .Within("rule.entry_days", wanted.EntryDays, 0, extends || transfers ? 0 : 365)
            .Within("rule.min_age", wanted.MinAge, 0, 60).Few("rule.prerequisites", wanted.Prerequisites.Count, 20).Date("rule.since_date", wanted.SinceDate, out var since);
        // Steps that were taken stay right.
        check.That(since == default || since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天");
        for (var i = 0; i < wanted.Prerequisites.Count; i++) check.Known($"rule.prerequisites[{i}]", wanted.Prerequisites[i]);
        check.OrThrow();
        var rule = MemberRule.Set(area.Code, (MemberRuleKind)wanted.Kind, wanted.MinMonths, wanted.MaxMonths, wanted.MaxDays, wanted.MinAge, [.. wanted.Prerequisites.Select(p => (short)p).Distinct()],
            extends || transfers || wanted.EntryDays > 0 ? wanted.EntryDays : MemberRule.UsualEntryDays, since, clock.GetUtcNow());
        if (await rules.FloorAsync(rule.Kind, since, cancel) is { } floor)
        {
            floor.Hold(check, rule);
            check.OrThrow();
        }
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => MemberWire.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == MemberRuleTable.Once)
        {
            throw PlaceRefusals.RuleExists();
        }
    }
}
