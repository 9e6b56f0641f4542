using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class AssessmentScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        // "somebody" is whom the matrix calls as.
        var (applied, scoring, recusing, announced) = (await app.AppliedForGrading(), await app.AppliedForGrading(null, "somebody"), await app.AppliedForGrading(null, "somebody"), await app.Announced());
        var (applicant, known, spare) = (await app.Entered(), await app.Entered(), await app.Entered());
        await app.Office().Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = announced.Id, Statement = "评分偏高" });
        var credit = await app.Office().Credit.RecordCreditAsync(ToRecord(app, known));
        var (proposed, listed) = (await app.Proposed(await app.Entered()), await app.Listed(await app.Entered()));
        scene.Marks.AddRange([applied.Id, scoring.Id, recusing.Id, announced.Id, credit.Id, proposed.Id, listed.Id]);
        scene.Counts.AddRange(["select count(*) from grading_schemes", "select sum(version) || '/' || count(*) from gradings", "select count(*) || '/' || count(*) filter (where recused) from grading_panelists", "select count(*) from grading_scores",
            "select sum(state) || '/' || count(*) from grading_objections", "select count(*) from credit_entries", "select sum(version) || '/' || count(*) from blacklistings"]);

        var r = scene.Requests;
        r["SetGradingScheme"] = () => Judging.ToScheme(app, 1_000 + Interlocked.Increment(ref days));
        r["ListGradingSchemes"] = () => new ListGradingSchemesRequest();
        r["ApplyForGrading"] = () => new ApplyForGradingRequest { OrganizationId = applicant.Id };
        r["SeatGradingPanelist"] = () => new SeatGradingPanelistRequest { GradingId = applied.Id, Subject = NewId() };
        r["RecuseGradingPanelist"] = () => new RecuseGradingPanelistRequest { GradingId = recusing.Id };
        r["ScoreGrading"] = () => new ScoreGradingRequest { GradingId = scoring.Id, Points = { 30, 50 } };
        r["GetGradingReview"] = () => new GetGradingReviewRequest { GradingId = scoring.Id };
        r["AnnounceGrading"] = () => new AnnounceGradingRequest { Id = applied.Id };
        r["ObjectToGrading"] = () => new ObjectToGradingRequest { GradingId = announced.Id, Statement = "评分偏低" };
        r["AnswerObjection"] = () => new AnswerObjectionRequest { GradingId = announced.Id, Number = 1, Answer = "评分有据可查" };
        r["ListGradingObjections"] = () => new ListGradingObjectionsRequest { GradingId = announced.Id };
        r["DecideGrading"] = () => new DecideGradingRequest { Id = announced.Id, Grade = OrganizationGrade.A4, Reason = "公示期满" };
        r["GetGrading"] = () => new GetGradingRequest { Id = announced.Id };
        r["ListGradings"] = () => new ListGradingsRequest { PageSize = 500 };
        r["RecordCredit"] = () => ToRecord(app, known);
        r["ListCreditEntries"] = () => new ListCreditEntriesRequest { OrganizationId = known.Id };
        r["ProposeBlacklisting"] = () => Judging.ToPropose(spare);
        r["StateBlacklisting"] = () => new StateBlacklistingRequest { Id = proposed.Id, Statement = "资金已全部退回" };
        r["DecideBlacklisting"] = () => new DecideBlacklistingRequest { Id = proposed.Id, Listed = true, Reason = "事实清楚" };
        r["LiftBlacklisting"] = () => new LiftBlacklistingRequest { Id = listed.Id, Reason = "已完成信用修复" };
        r["ListBlacklistings"] = () => new ListBlacklistingsRequest { PageSize = 500 };
    }

    private static RecordCreditRequest ToRecord(SocialOrgsApp app, Organization organization) =>
        new() { RequestId = NewId(), OrganizationId = organization.Id, Kind = CreditKind.Neglected, Reason = "年度报告逾期未报", Reference = "锦民罚〔2026〕5号", CreditDate = app.Day() };
}
