using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class VisitsScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        await EventuallyAsync("the month is planned", async () => await app.Query<bool>("select exists (select from visit_months where county = '510104' and month = $1)", DateOnly.Parse(app.Day()[..8] + "01", null)));
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        await app.Enlist("walker", Scene.Town, "grid-worker");
        await app.Enlist("other", Scene.Town, "welfare-worker");
        await app.Enlist("night-walker", Scene.Town, "grid-worker");
        await app.Supervisor().Visits.SetDefaultVisitorAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Kind = VisitorKind.GridWorker, Subject = "night-walker" });
        await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.GridWorker, Subject = "walker" });
        // On the last day of a month the next one is theirs as soon as it is planned.
        var visit = (await EventuallyAsync("a visit is to come", async () => (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Visit })).Visits, visits => visits.Count > 0))[0];
        scene.Marks.AddRange([child.Id, visit.Id, "night-walker"]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(state) from visits where state <> 3", "select count(*) || '/' || string_agg(distinct subject, ',') from visitors", "select count(*) from visit_rules", "select count(*) || '/' || string_agg(subject, ',' order by area, kind) from default_visitors"]);
        var r = scene.Requests;
        var since = 1;
        r["ListVisits"] = () => new ListVisitsRequest { Purpose = ReadPurpose.Visit, PageSize = 500 };
        r["GetVisit"] = () => new GetVisitRequest { Id = visit.Id, Purpose = ReadPurpose.Visit };
        r["AssignVisitor"] = () => new AssignVisitorRequest { PersonId = child.Id, Kind = VisitorKind.SocialWorker, Subject = "other" };
        r["SetDefaultVisitor"] = () => new SetDefaultVisitorRequest { DivisionCode = SmallMap.Community, Kind = VisitorKind.GridWorker, Subject = "night-walker" };
        r["ListDefaultVisitors"] = () => new ListDefaultVisitorsRequest { PageSize = 500 };
        r["DoVisit"] = () => new DoVisitRequest { Id = visit.Id, Outcome = VisitOutcome.Well, Findings = "在家" };
        r["GetVisitFigures"] = () => new GetVisitFiguresRequest { DivisionCode = Scene.Town, MonthDate = "2026-03-01" };
        r["SetVisitRule"] = () => new SetVisitRuleRequest { Rule = new() { RiskLevel = RiskLevel.Low, Cadence = VisitCadence.Quarterly, SinceDate = new DateOnly(2027, 1, 1).AddMonths(since++).ToString("yyyy-MM-dd", null) } };
    }
}
