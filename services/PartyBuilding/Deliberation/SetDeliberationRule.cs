using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class SetDeliberationRule(PartyDb db, DeliberationDesk desk, TimeProvider clock)
{
    public async Task<Wire.DeliberationRule> Handle(Wire.SetDeliberationRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.DeliberationRule();
        var meets = wanted.Step is >= Wire.DeliberationStep.Proposal and <= Wire.DeliberationStep.Resolution;
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).Known("rule.step", wanted.Step).That(Enum.IsDefined(wanted.Form), "rule.form", "UNKNOWN_VALUE", "不是有效的取值")
            .Text("rule.basis", wanted.Basis, 200, min: 4).Date("rule.since_date", wanted.SinceDate, out var since);
        // Meetings that were held stay right.
        check.That(since == default || since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天");
        if (meets)
        {
            Fraction(check.Known("rule.body", wanted.Body).Known("rule.majority_of", wanted.MajorityOf).That(wanted.MinDays == 0, "rule.min_days", "ONLY_FOR_PUBLICATIONS", "只用于公开环节"), "rule.quorum", wanted.Quorum);
            Fraction(check, "rule.majority", wanted.Majority);
        }
        else
        {
            check.That(wanted.Body == 0, "rule.body", "ONLY_FOR_MEETINGS", "只用于会议环节").That(wanted.MajorityOf == 0, "rule.majority_of", "ONLY_FOR_MEETINGS", "只用于会议环节").That(wanted.Quorum is null, "rule.quorum", "ONLY_FOR_MEETINGS", "只用于会议环节")
                .That(wanted.Majority is null, "rule.majority", "ONLY_FOR_MEETINGS", "只用于会议环节").Within("rule.min_days", wanted.MinDays, 1, 365);
        }
        check.OrThrow();
        var (step, form) = ((DeliberationStep)wanted.Step, wanted.Form == 0 ? (CommunityForm?)null : (CommunityForm)wanted.Form);
        var rule = meets
            ? DeliberationRule.OfMeeting(area.Code, step, (MeetingBody)wanted.Body, form, Of(wanted.Quorum!), Of(wanted.Majority!), (MajorityOf)wanted.MajorityOf, wanted.Basis.Trim(), since, clock.GetUtcNow())
            : DeliberationRule.OfPublication(area.Code, step, form, wanted.MinDays, wanted.Basis.Trim(), since, clock.GetUtcNow());
        if (meets)
        {
            var floors = await desk.FloorsAsync(step, rule.Body, form, since, cancel);
            check.That(floors.Count > 0, "rule.body", "BELOW_THE_STATUTE", "法律法规未规定此会议可以进行该环节");
            foreach (var less in floors.SelectMany(f => f.WhatIsLess(rule)).DistinctBy(v => v.Field)) check.Broken(less.Field, less.Reason, less.Chinese);
            check.OrThrow();
        }
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => DeliberationDesk.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == DeliberationRuleTable.Once)
        {
            throw DeliberationRefusals.RuleExists();
        }
    }

    private static Fraction Of(Wire.Fraction fraction) => new(fraction.Numerator, fraction.Denominator, fraction.OrMore);

    private static void Fraction(Check check, string field, Wire.Fraction? fraction)
    {
        if (fraction is null) check.Broken(field, "REQUIRED", "不能为空");
        else check.Within(field + ".denominator", fraction.Denominator, 1, 100).Within(field + ".numerator", fraction.Numerator, 1, Math.Max(1, fraction.Denominator))
            .That(fraction.OrMore || fraction.Numerator < fraction.Denominator, field + ".numerator", "NEVER_REACHED", "没有人数能超过全数");
    }
}
