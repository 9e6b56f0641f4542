using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Jobs;

/// <summary>Rules, jobs and people who look for work.</summary>
internal static class Work
{
    public const long Monthly = 150_000;

    /// <summary>A rule of the county that holds since long. Once a county and database.</summary>
    public static async Task JobRuleHolds(this WelfareApp app, string county, long fen = Monthly, int months = 36)
    {
        if (await app.Query<bool>("select exists (select from job_rules where area = $1)", county)) return;
        await app.As("province-operator", "51").Jobs.SetJobRuleAsync(new()
        {
            RequestId = NewId(), Rule = new() { DivisionCode = county, SinceDate = "2024-01-01", Kinds = { ConcernKind.Disabled, ConcernKind.LowIncome, ConcernKind.Unemployed }, MinAge = 18, MaxAge = 59, MostMonths = months, MonthlyFen = fen },
        });
    }

    public static async Task<Job> Job(this WelfareApp app, string place, int places = 1) =>
        await app.Supervisor(place[..6]).Jobs.OpenJobAsync(new() { RequestId = NewId(), DivisionCode = place, Title = "社区保洁", PlaceCount = places });

    public static async Task<Person> Seeker(this WelfareApp app, string home, string birth = "19850310", params ConcernKind[] kinds)
    {
        var request = app.ToRegister(home, WelfareApp.NewNumber(birth), "何秀英");
        request.Kinds.Clear();
        request.Kinds.AddRange(kinds.Length > 0 ? kinds : [ConcernKind.LowIncome]);
        return await app.New(request);
    }

    public static async Task<JobEngagement> Engages(this WelfareApp app, Job job, Person person, int months = 12, int from = 0) =>
        await app.Supervisor(job.DivisionCode[..6]).Jobs.EngagePersonAsync(new() { RequestId = NewId(), Id = job.Id, PersonId = person.Id, StartDate = app.Day(from), Months = months });

    public static async Task<JobPayList> DrawsJobPay(this WelfareApp app, string county, int month = 0, string subject = "drawer") =>
        await app.Supervisor(county, subject).JobPayLists.DrawJobPayListAsync(new() { RequestId = NewId(), DivisionCode = county, Month = app.JobMonth(month) });

    public static string JobMonth(this WelfareApp app, int from = 0) => DateOnly.Parse(app.Day()[..8] + "01", null).AddMonths(from).ToString("yyyy-MM", null);
}
