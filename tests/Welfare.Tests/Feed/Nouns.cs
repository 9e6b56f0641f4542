namespace Governance.Welfare.Tests.Feed;

/// <summary>What each room of the service keeps, as its feed tells it and as the database has it. Held against each other after every rpc was called: see <c>WhereTheyMay</c>.</summary>
internal static class Nouns
{
    public static readonly EveryNoun All = new("welfare",
    [
        new("Care", "select id::text, area, 'NeedRaised' from care_needs", "NeedRaised"),
        new("Jobs", "select id::text, area, 'JobOpened' from jobs", "JobOpened"),
        new("Jobs", "select id::text, area, case when state = 2 then 'EngagementEnded' else 'PersonEngaged' end from job_engagements", "PersonEngaged", "EngagementEnded"),
        new("Jobs", "select id::text, area, 'JobPayListApproved' from job_pay_lists where state >= 2", "JobPayListApproved"),
        // A visit is told of when it is due, and one that was dropped before or after is not told of again.
        new("Visits", "select id::text, area, case state when 2 then 'VisitDone' when 3 then 'VisitMissed' else 'VisitDue' end from visits where state in (2, 3) or told", "VisitDue", "VisitDone", "VisitMissed"),
        new("Allowances", "select id::text, area, case state when 6 then 'AllowanceStopped' else 'AllowanceApproved' end from allowances where state in (4, 6)", "AllowanceApproved", "AllowanceStopped"),
        new("Allowances", "select id::text, area, 'PayListApproved' from pay_lists where state >= 2", "PayListApproved"),
        new("People", "select id::text, area, 'PersonFiled' from people", "PersonFiled"),
        new("People", "select id::text, area, (array['Low','Medium','High','Critical'])[risk] from people where risk is not null", "RiskLevelChanged:level"),
        new("Protection", "select id::text, area, case when placement is null then 'ChildAtRiskReported' else 'ChildPlaced' end from child_reports", "ChildAtRiskReported", "ChildPlaced", "ChildReportEscalated>"),
        new("Protection", "select id::text, area, 'GuardianConfirmed' from child_reports where guardian is not null", "GuardianConfirmed"),
    ],
    new() { ["Cases"] = "cases are folded in FollowingTheFeed", ["Emergencies"] = "lists are made of Grid's event: see ListingTheVulnerable" },
    new() { ["Case*"] = "cases are folded in FollowingTheFeed", ["VulnerablePeopleListed"] = "see ListingTheVulnerable" });
}
