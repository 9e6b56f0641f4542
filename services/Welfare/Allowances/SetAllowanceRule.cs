using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class SetAllowanceRule(WelfareDb db, TimeProvider clock)
{
    private static readonly DateOnly First = new(2016, 1, 1);

    public async Task<Wire.AllowanceRule> Handle(Wire.SetAllowanceRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.AllowanceRule();
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).That(wanted.DivisionCode.Length <= 6, "rule.division_code", "NOT_A_COUNTY", "应为省、市或区（县）编码").Known("rule.kind", wanted.Kind)
            .Date("rule.since_date", wanted.SinceDate, out var since).That(since >= First && since.Day == 1, "rule.since_date", "NOT_A_MONTH", "应为 2016 年以后某月的第一天")
            .Few("rule.amounts", wanted.Amounts.Count, 32).Few("rule.hardship_grounds", wanted.HardshipGrounds.Count, 3).Few("rule.excluding_aids", wanted.ExcludingAids.Count, 4).Within("rule.publish_days", wanted.PublishDays, 0, 30).Within("rule.months_after_death", wanted.MonthsAfterDeath, 0, 6)
            .That(wanted.Amounts.Select(a => (a.Kind, a.Grade)).Distinct().Count() == wanted.Amounts.Count, "rule.amounts", "TWICE", "同一残疾类别与等级出现了两次");
        for (var i = 0; i < wanted.Amounts.Count; i++)
        {
            check.That(Enum.IsDefined(wanted.Amounts[i].Kind), $"rule.amounts[{i}].kind", "UNKNOWN_VALUE", "不是有效的取值").Within($"rule.amounts[{i}].grade", wanted.Amounts[i].Grade, 1, 4)
                .Within($"rule.amounts[{i}].amount_fen", wanted.Amounts[i].AmountFen, 1, 1_000_000);
        }
        for (var i = 0; i < wanted.HardshipGrounds.Count; i++) check.Known($"rule.hardship_grounds[{i}]", wanted.HardshipGrounds[i]);
        for (var i = 0; i < wanted.ExcludingAids.Count; i++) check.Known($"rule.excluding_aids[{i}]", wanted.ExcludingAids[i]);
        check.OrThrow();
        var rule = AllowanceRule.Set(area.Code, (AllowanceKind)wanted.Kind, since, [.. wanted.Amounts.Select(a => ((int)a.Kind * 10 + a.Grade, a.AmountFen))], [.. wanted.HardshipGrounds.Select(g => (int)g).Distinct()],
            [.. wanted.ExcludingAids.Select(a => (int)a).Distinct()], wanted.PublishDays, wanted.MonthsAfterDeath, clock.GetUtcNow());
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => AllowanceWire.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == AllowanceRuleTable.Once)
        {
            throw AllowanceRefusals.RuleExists();
        }
    }
}
