using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Jobs;

public sealed class MergingWhileEngaged(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Home = "510104017001";

    private async Task<Person> Double()
    {
        var request = app.Unknown(Home);
        request.BirthYear = 1985;
        request.Kinds.Clear();
        request.Kinds.Add(ConcernKind.LowIncome);
        return await app.New(request);
    }

    private async Task Merge(Person kept, Person twin) => await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });

    [Fact]
    public async Task A_month_that_the_double_was_paid_is_not_paid_again()
    {
        await app.JobRuleHolds(County);
        var (kept, twin, job) = (await app.Seeker(Home), await Double(), await app.Job(Home, places: 2));
        var first = await app.Engages(job, twin);
        await app.DrawsJobPay(County);
        await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = first.Id, Ground = JobEndGround.Resigned, EndDate = app.Day() });
        await Merge(kept, twin);
        var second = await app.Engages(job, kept);
        await app.DrawsJobPay(County);
        Assert.Equal([first.Id], (await app.QueryAll<Guid>("select engagement_id from job_payments where person_id = any ($1)", new[] { Guid.Parse(kept.Id), Guid.Parse(twin.Id) })).Select(i => i.ToString()));
        // The next month is theirs.
        app.Clock.Advance(TimeSpan.FromDays(31));
        await app.DrawsJobPay(County);
        Assert.NotEqual(0, await app.Query<long>("select count(*) from job_payments where engagement_id = $1", Guid.Parse(second.Id)));
    }

    [Fact]
    public async Task Of_two_places_that_one_person_holds_the_doubles_is_freed()
    {
        await app.JobRuleHolds(County);
        var (kept, twin) = (await app.Seeker(Home), await Double());
        var (stays, ends) = (await app.Job(Home), await app.Job(Home));
        await app.Engages(stays, kept);
        var engagement = await app.Engages(ends, twin);
        await Merge(kept, twin);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync("the double's place is free", () => app.Query<bool>("select taken = 0 from jobs where id = $1", Guid.Parse(ends.Id)));
        Assert.Equal(JobEndGround.OtherWork, (await app.Supervisor().Jobs.ListEngagementsAsync(new() { JobId = ends.Id, Purpose = ReadPurpose.Service })).Engagements.Single(e => e.Id == engagement.Id).EndGround);
        Assert.Equal(1, await app.Query<int>("select taken from jobs where id = $1", Guid.Parse(stays.Id)));
    }

    [Fact]
    public async Task The_dead_are_paid_until_the_month_of_their_death_though_a_double_holds_the_place_and_the_place_is_freed()
    {
        await app.JobRuleHolds(County);
        var (kept, twin, job) = (await app.Seeker(Home), await Double(), await app.Job(Home));
        var engagement = await app.Engages(job, twin);
        await Merge(kept, twin);
        app.Clock.Advance(TimeSpan.FromDays(70));
        var died = app.Day(-45);
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = kept.Id, DeathDate = died });
        // Before the clock has come to it.
        await app.DrawsJobPay(County);
        var months = await app.QueryAll<string>("select to_char(month, 'YYYY-MM') from job_payments where engagement_id = $1 order by 1", Guid.Parse(engagement.Id));
        Assert.NotEmpty(months);
        Assert.All(months, m => Assert.True(string.CompareOrdinal(m, died[..7]) <= 0, m));
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync("the place is free", () => app.Query<bool>("select taken = 0 from jobs where id = $1", Guid.Parse(job.Id)));
        var ended = (await app.Supervisor().Jobs.ListEngagementsAsync(new() { JobId = job.Id, Purpose = ReadPurpose.Service })).Engagements.Single();
        Assert.Equal((JobEndGround.Died, died), (ended.EndGround, ended.EndDate));
    }
}
