namespace Governance.Grid.Tests.Feed;

/// <summary>What each room of the service keeps, as its feed tells it and as the database has it. Held against each other after every rpc was called: see <c>WhereTheyMay</c>.</summary>
internal static class Nouns
{
    public static readonly EveryNoun All = new("grid",
    [
        // Who is at it is told by its steps, to whom it concerns; a reader of events knows open, settled, and the two ends.
        new("Disputes", "select id::text, area, (array['Open','Open','Settled','Closed','Withdrawn'])[state] from disputes",
            "DisputeOpened=Open", "DisputeSettled=Settled", "DisputeReopened=Open", "DisputeClosed:outcome", "DisputeMoved>", "DisputeEscalated>", "DisputeReported>", "DisputeReportOverdue>"),
        new("Calendar", "select id::text, area, 'CalendarPublished' from calendar_publications", "CalendarPublished"),
        new("Appraisals", "select id::text, area, 'AppraisalsPublished' from appraisal_rounds where state = 2", "AppraisalsPublished"),
        new("Whistles", "select whistle_id || '/' || unit, area, (array['Summoned','ReportedIn','HandedIn','Withdrawn'])[state] from whistle_tasks",
            "WhistleBlown@whistleId/units=Summoned", "UnitReportedIn@whistleId/unit=ReportedIn", "UnitHandedIn@whistleId/unit=HandedIn", "WhistleWithdrawn@whistleId/units=Withdrawn", "WhistleOverdue@whistleId/unit>"),
        new("Grids", "select id::text, area, case when retired_at is null then 'Created' else 'Retired' end from grids", "GridChanged:change") { Means = new() { ["Updated"] = "Created" } },
        new("Grids", "select id::text, area, responsible_worker_id::text from grids where responsible_worker_id is not null", "WorkerAssigned:workerId"),
        new("Emergencies", "select id::text, area, case when ended_at is null then 'EmergencyActivated' else 'EmergencyDeactivated' end from emergencies", "EmergencyActivated", "EmergencyDeactivated"),
        new("Communities", "select id::text, area, 'CommunitiesReorganized' from reorganizations where state = 3", "CommunitiesReorganized"),
    ],
    new()
    {
        ["Calls"] = "calls are folded in FollowingTheFeed", ["Divisions"] = "told as changes of the map, folded by every other service: see KeepingTheMap there", ["Boundaries"] = "shapes are read, not told", ["Cadres"] = "names of people are not told",
        ["Facilities"] = "read, not told", ["Matters"] = "read, not told", ["Supplies"] = "read, not told", ["Surveys"] = "voices of residents are not told",
    },
    new() { ["Call*"] = "calls are folded in FollowingTheFeed", ["DivisionsImported"] = "see KeepingTheMap of the other services" });
}
