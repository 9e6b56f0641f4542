using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class VisitsScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        await EventuallyAsync("the month is planned", async () => await app.Query<long>("select count(*) from visit_months where county = '510104'") == 1);
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.GridWorker, Subject = "walker" });
        var visit = (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Visit })).Visits[0];
        scene.Marks.AddRange([child.Id, visit.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(state) from visits where state <> 3", "select count(*) || '/' || string_agg(distinct subject, ',') from visitors", "select count(*) from visit_rules"]);
        var r = scene.Requests;
        var since = 1;
        r["ListVisits"] = () => new ListVisitsRequest { Purpose = ReadPurpose.Visit, PageSize = 500 };
        r["GetVisit"] = () => new GetVisitRequest { Id = visit.Id, Purpose = ReadPurpose.Visit };
        r["AssignVisitor"] = () => new AssignVisitorRequest { PersonId = child.Id, Kind = VisitorKind.SocialWorker, Subject = "other" };
        r["DoVisit"] = () => new DoVisitRequest { Id = visit.Id, Outcome = VisitOutcome.Well, Findings = "在家" };
        r["GetVisitFigures"] = () => new GetVisitFiguresRequest { DivisionCode = Scene.Town, MonthDate = "2026-03-01" };
        r["SetVisitRule"] = () => new SetVisitRuleRequest { Rule = new() { RiskLevel = RiskLevel.Low, Cadence = VisitCadence.Quarterly, SinceDate = app.Day(since++) } };
    }
}
