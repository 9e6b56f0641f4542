using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class SetGateRule(SocialOrgsDb db, OrganizationDesk desk)
{
    public async Task<Wire.GateRule> Handle(Wire.SetGateRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.GateRule();
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area, longest: 9).Known("rule.gate", wanted.Gate).That(Enum.IsDefined(wanted.Kind), "rule.kind", "UNKNOWN_VALUE", "不是有效的取值")
            .That(!GateRule.IsOfTheCounty((Gate)wanted.Gate) || wanted.DivisionCode.Length is 0 or <= 6, "rule.division_code", "TOO_NARROW", "登记、出壳和注销的规则由县（市、区）以上设定")
            .Date("rule.since_date", wanted.SinceDate, out var since).Few("rule.papers", wanted.Papers.Count, 20).Within("rule.min_members", wanted.MinMembers, 0, 10_000).Within("rule.min_days", wanted.MinDays, 0, 3_650)
            .That(wanted.Gate != Wire.Gate.Graduation || wanted.NeedsPartyBuilding, "rule.needs_party_building", "REQUIRED", "出壳须有党建覆盖，任何区划不得免除");
        // What was decided by a rule stays decided by it.
        if (since != default) check.That(since >= desk.Today, "rule.since_date", "IN_THE_PAST", "不能早于今天");
        for (var i = 0; i < wanted.Papers.Count; i++) check.Known($"rule.papers[{i}]", wanted.Papers[i]);
        check.OrThrow();
        var rule = GateRule.Set(area.Code, (Gate)wanted.Gate, wanted.Kind == 0 ? null : (OrganizationKind)wanted.Kind, since, wanted.Papers.Select(p => (PaperKind)p), wanted.MinMembers, wanted.MinDays, wanted.NeedsPartyBuilding, desk.Now);
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => OrganizationWire.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == GateRuleTable.Once)
        {
            throw OrganizationRefusals.RuleExists();
        }
    }
}
