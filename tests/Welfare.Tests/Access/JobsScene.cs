using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class JobsScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        var (county, home) = (Scene.Town[..6], SmallMap.Community);
        await app.JobRuleHolds(county);
        var (job, closing) = (await app.Job(home, places: 20), await app.Job(home));
        var (seeker, holder) = (await app.Seeker(home), await app.Seeker(home));
        var engagement = await app.Engages(job, holder);
        // The list of this month may be closed by a scene before: what is due then stands on that of the month after.
        if (await app.Query<bool>("select exists (select from job_pay_lists where state > 1)")) app.Clock.Advance(TimeSpan.FromDays(31));
        var list = await app.DrawsJobPay(county);
        scene.Marks.AddRange([job.Id, closing.Id, seeker.Id, holder.Id, engagement.Id, list.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(taken) from jobs", "select sum(version) || '/' || count(*) from job_engagements", "select sum(version) || '/' || count(*) from job_pay_lists", "select count(*) from job_payments",
            "select count(*) from job_rules"]);
        var r = scene.Requests;
        var rules = 0;
        r["OpenJob"] = () => new OpenJobRequest { DivisionCode = home, Title = "社区保绿", PlaceCount = 1 };
        r["CloseJob"] = () => new CloseJobRequest { Id = closing.Id };
        r["ListJobs"] = () => new ListJobsRequest { PageSize = 500 };
        r["MatchJob"] = () => new MatchJobRequest { Id = job.Id, Purpose = ReadPurpose.Service };
        r["EngagePerson"] = () => new EngagePersonRequest { Id = job.Id, PersonId = seeker.Id, StartDate = app.Day(), Months = 6 };
        r["EndEngagement"] = () => new EndEngagementRequest { Id = engagement.Id, Ground = JobEndGround.OtherWork, EndDate = engagement.StartDate };
        r["ListEngagements"] = () => new ListEngagementsRequest { Purpose = ReadPurpose.Service, PageSize = 500 };
        r["GetJobFigures"] = () => new GetJobFiguresRequest { DivisionCode = Scene.Town };
        r["SetJobRule"] = () => new SetJobRuleRequest { Rule = new() { DivisionCode = county, SinceDate = app.JobMonth(++rules % 200) + "-01", Kinds = { ConcernKind.LowIncome, ConcernKind.Unemployed }, MinAge = 16, MaxAge = 59, MostMonths = 36, MonthlyFen = 160_000 } };
        r["DrawJobPayList"] = () => new DrawJobPayListRequest { DivisionCode = county, Month = app.JobMonth() };
        r["ApproveJobPayList"] = () => new ApproveJobPayListRequest { Id = list.Id };
        r["RecordJobPay"] = () => new RecordJobPayRequest { Id = list.Id, PayDate = app.Day(), Voucher = "2026-0001" };
        r["ListJobPayLists"] = () => new ListJobPayListsRequest { PageSize = 500 };
        r["ListJobPayments"] = () => new ListJobPaymentsRequest { Id = list.Id, PageSize = 500 };
    }
}
