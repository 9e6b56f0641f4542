using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class SetJobRule(WelfareDb db, JobDesk desk)
{
    public async Task<Wire.JobRule> Handle(Wire.SetJobRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.JobRule();
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).That(wanted.DivisionCode.Length <= 6, "rule.division_code", "NOT_A_COUNTY", "应为省、市或区（县）编码")
            .Date("rule.since_date", wanted.SinceDate, out var since).That(since.Day == 1, "rule.since_date", "NOT_A_MONTH", "应为某月的第一天").Few("rule.kinds", wanted.Kinds.Count, 20, min: 1)
            .Within("rule.min_age", wanted.MinAge, 16, 80).That(wanted.MaxAge >= wanted.MinAge && wanted.MaxAge <= 80, "rule.max_age", "OUT_OF_RANGE", "应不小于最低年龄，且不超过 80").Within("rule.most_months", wanted.MostMonths, 1, 240)
            .Within("rule.monthly_fen", wanted.MonthlyFen, 1, 1_000_000);
        for (var i = 0; i < wanted.Kinds.Count; i++) check.Known($"rule.kinds[{i}]", wanted.Kinds[i]);
        check.OrThrow();
        var rule = JobRule.Set(area.Code, since, [.. wanted.Kinds.Select(k => (int)k).Distinct().Order()], wanted.MinAge, wanted.MaxAge, wanted.MostMonths, wanted.MonthlyFen, desk.Me.At);
        db.Add(rule);
        try
        {
            return await db.SaveAsync(rule.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == JobRuleTable.Once)
        {
            throw JobRefusals.RuleSet();
        }
    }
}
