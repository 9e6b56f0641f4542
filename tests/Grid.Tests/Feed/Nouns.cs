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
        // A change of names alone is told of the map and not of who takes over from whom.
        new("Communities", "select id::text, area, 'CarriedOut' from reorganizations where state = 3 union all select id::text, area, 'CarriedOut' from division_imports", "DivisionsImported=CarriedOut", "CommunitiesReorganized=CarriedOut"),
    ],
    new()
    {
        ["Calls"] = "calls are folded in FollowingTheFeed", ["Divisions"] = "imports of the map are told like reorganisations, and counted with them", ["Boundaries"] = "shapes are read, not told", ["Cadres"] = "names of people are not told",
        ["Facilities"] = "read, not told", ["Matters"] = "read, not told", ["Supplies"] = "read, not told", ["Surveys"] = "voices of residents are not told",
    },
    new() { ["Call*"] = "calls are folded in FollowingTheFeed" });
}
