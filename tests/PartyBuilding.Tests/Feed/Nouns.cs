namespace Governance.PartyBuilding.Tests.Feed;

/// <summary>What each room of the service keeps, as its feed tells it and as the database has it. Held against each other after every rpc was called: see <c>WhereTheyMay</c>.</summary>
internal static class Nouns
{
    public static readonly EveryNoun All = new("party",
    [
        new("Workers", "select id::text, area, case when state = 2 then 'WorkerReleased' else 'WorkerAppointed' end from workers", "WorkerAppointed", "WorkerReleased", "WorkerRegraded>"),
        new("ReportIns", "select id::text, area, case when state = 2 then 'ReportInEnded' when kind = 1 then 'MemberReportedIn' else 'UnitReportedIn' end from report_ins", "MemberReportedIn", "UnitReportedIn", "ReportInEnded"),
        new("ReportIns", "select id::text, area, 'ReportInAppraised' from year_appraisals", "ReportInAppraised"),
        new("Qualifications", "select id::text, area, 'SecretaryFiled' from filings where state = 2", "SecretaryFiled"),
        new("Deliberation", "select p.motion_id || '/' || case p.step when 5 then 'Decision' else 'Result' end, m.area, 'ResolutionPublished' from motion_publications p join motions m on m.id = p.motion_id", "ResolutionPublished@motionId/kind"),
        new("Teams", "select id::text, area, 'TeamElected' from teams where term_start is not null", "TeamElected", "TeamReminded>"),
        new("Teams", "select id::text, area, case when ended_on is null then 'HoldingBegan' else 'HoldingEnded' end from team_holdings", "HoldingBegan", "HoldingEnded"),
        new("Conventions", "select id::text, area, 'ConventionFiled' from conventions where filed_on is not null", "ConventionFiled"),
        new("Regional", "select id::text, area, case when completed_at is null then 'ItemClaimed' else 'ItemCompleted' end from claims", "ItemClaimed", "ItemCompleted"),
        new("Organizations", "select id::text, area, 'TermBegan' from organizations where term_start is not null", "TermBegan", "TermExtended=TermBegan", "TermReminded>"),
        new("Transfers", "select id::text, to_area, 'MemberTransferred' from transfers where state = 2", "MemberTransferred@transferId"),
    ],
    new()
    {
        ["Members"] = "members are folded in FollowingTheFeed", ["Compounds"] = "read, not told", ["Coverage"] = "follows from the events of social organisations: see CoveringUnits", ["Grades"] = "told by each worker's new grade",
        ["Musters"] = "follow from Grid's events: see MusteringPeople", ["People"] = "who they are is not told", ["Establishment"] = "rules and places are read, not told",
    },
    new() { ["MemberServed"] = "told once Volunteers has said whose it is: see FollowingReportIns", ["Organization*"] = "organisations are folded in FollowingTheFeed", ["Member*"] = "members are folded there too" });
}
