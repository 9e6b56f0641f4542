using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class SetTeamRule(PartyDb db, TeamDesk desk)
{
    public async Task<Wire.TeamRule> Handle(Wire.SetTeamRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.TeamRule();
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).Within("rule.term_years", wanted.TermYears, 1, 10).Within("rule.remind_months", wanted.RemindMonths, 0, 24)
            .Within("rule.review_months", wanted.ReviewMonths, 1, 60).Within("rule.filing_days", wanted.FilingDays, 1, 365).Date("rule.since_date", wanted.SinceDate, out var since);
        // Elections that were held stay right.
        check.That(since == default || since >= desk.Today, "rule.since_date", "IN_THE_PAST", "不能早于今天").OrThrow();
        var rule = TeamRule.Set(area.Code, wanted.TermYears, wanted.RemindMonths, wanted.NeedsReview, wanted.ReviewMonths, wanted.FilingDays, since, desk.Now);
        if (await desk.FloorAsync(since, cancel) is { } floor)
        {
            floor.Hold(check, rule);
            check.OrThrow();
        }
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => TeamDesk.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == TeamRuleTable.Once)
        {
            throw TeamRefusals.RuleExists();
        }
    }
}
