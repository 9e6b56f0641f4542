using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class SetTimeRule(VolunteersDb db)
{
    public async Task<Wire.TimeRule> Handle(Wire.SetTimeRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.TimeRule();
        var check = new Check()
            .Division("rule.division_code", wanted.DivisionCode, out var area)
            .Within("rule.cap_minutes", wanted.CapMinutes, 0, 10_000_000).Within("rule.percent", wanted.Percent, 0, 1000).Few("rule.kinds", wanted.Kinds.Count, 30)
            .Within("rule.redeem_age", wanted.RedeemAge, 0, 120).Within("rule.expire_months", wanted.ExpireMonths, 0, 1200);
        for (var i = 0; i < wanted.Kinds.Count; i++) check.That(wanted.Kinds[i] == "general" || Skills.All.ContainsKey(wanted.Kinds[i]), $"rule.kinds[{i}]", "UNKNOWN_SKILL", "应为 general 或一项技能的代码");
        check.OrThrow();
        var rule = await db.TimeRules.FirstOrDefaultAsync(r => r.Area == area.Code, cancel);
        if (rule is null) db.Add(rule = new TimeRule { Area = area.Code });
        (rule.CapMinutes, rule.Percent, rule.Kinds) = (wanted.CapMinutes, wanted.Percent, [.. wanted.Kinds]);
        (rule.RedeemAge, rule.ExpireMonths) = (wanted.RedeemAge, wanted.ExpireMonths);
        return await db.SaveAsync(rule.ToWire, cancel);
    }
}
