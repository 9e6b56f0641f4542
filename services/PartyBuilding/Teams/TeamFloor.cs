using Governance.Rpc;

namespace Governance.PartyBuilding.Teams;

/// <summary>
/// What holds for committees in the whole country, from a day on, with the clause: how long a term is, and whether who comes to a post was reviewed. A rule that says otherwise is refused when it is set,
/// and one that is there holds as far as it goes. Data, without an rpc: whoever could lower it could leave out the review.
/// </summary>
internal sealed record TeamFloor(DateOnly Since, int Years, bool Review, string Basis)
{
    /// <summary>Names every field by which a rule asks for less.</summary>
    public void Hold(Check check, TeamRule rule) => check.That(rule.TermYears == Years, "rule.term_years", "BELOW_THE_STATUTE", $"每届任期应为 {Years} 年：{Basis}")
        .That(rule.NeedsReview || !Review, "rule.needs_review", "BELOW_THE_STATUTE", $"不得免除资格联审：{Basis}");

    /// <summary>The rule, with what it lacks.</summary>
    public TeamRule Complete(TeamRule rule, DateTimeOffset at) => TeamRule.Set(rule.Area, Years, rule.RemindMonths, rule.NeedsReview || Review, rule.ReviewMonths, rule.FilingDays, rule.Since, at);
}
