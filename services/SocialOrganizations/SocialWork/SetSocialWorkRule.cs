using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class SetSocialWorkRule(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.SocialWorkRule> Handle(Wire.SetSocialWorkRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.SocialWorkRule();
        var check = new Check().Date("rule.since_date", wanted.SinceDate, out var since).Within("rule.remind_days", wanted.RemindDays, 1, 365).Within("rule.assistant_hours", wanted.AssistantHours, 0, 500)
            .Within("rule.social_worker_hours", wanted.SocialWorkerHours, 0, 500).Within("rule.senior_hours", wanted.SeniorHours, 0, 500).Within("rule.coverage_percent", wanted.CoveragePercent, 1, 100).Few("rule.excepted_codes", wanted.ExceptedCodes.Count, 21);
        for (var i = 0; i < wanted.ExceptedCodes.Count; i++) check.That(Area.TryParse(wanted.ExceptedCodes[i], out var code) && code.Code.Length == 4, $"rule.excepted_codes[{i}]", "NOT_A_PREFECTURE", "应为 4 位市（州）编码");
        check.OrThrow();
        var rule = SocialWorkRule.Set(since, wanted.RemindDays, wanted.AssistantHours, wanted.SocialWorkerHours, wanted.SeniorHours, wanted.CoveragePercent, wanted.ExceptedCodes, desk.Now);
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => SocialWorkerWire.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkRuleTable.Once)
        {
            throw SocialWorkRefusals.RuleExists();
        }
    }
}
