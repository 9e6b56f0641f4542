using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class SetCustodyRule(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.CustodyRule> Handle(Wire.SetCustodyRuleRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 6).Date("since_date", request.SinceDate, out var since).Few("levels", request.Levels.Count, 6, min: request.StateOwned ? 3 : 1);
        for (var i = 0; i < request.Levels.Count; i++) check.Text($"levels[{i}].title", request.Levels[i].Title, 50, min: 2).That(request.Levels[i].Digits is 4 or 6 or 9 or 12, $"levels[{i}].digits", "OUT_OF_RANGE", "应为 4、6、9 或 12");
        if (request.StateOwned && request.Levels.Count >= 3) check.That(request.Levels.Count(l => l.Digits <= 6) >= CustodyRule.CountyLevels, "levels", "TOO_NARROW", "国有资产的托管至少应有两级由县（市、区）或以上审批");
        check.OrThrow();
        var rule = CustodyRule.Set(area.Code, request.StateOwned, since, [.. request.Levels.Select(l => (l.Title.Trim(), l.Digits))], desk.Now);
        var above = (await desk.RulesAsync(area.Code, request.StateOwned, since, cancel)).Where(r => r.Area.Length < area.Code.Length);
        if (request.StateOwned && CustodyRule.Nearest(above) is { } nearest && rule.IsWeakerThan(nearest)) throw EnterpriseRefusals.RuleTooWeak();
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => EnterpriseDesk.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CustodyRuleTable.Once)
        {
            throw EnterpriseRefusals.RuleExists();
        }
    }
}
