using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Jobs;

public sealed class HoldingAJob(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Home = "510104017001", OtherTown = SmallMap.OtherTown;

    [Fact]
    public async Task Of_many_who_want_the_last_places_at_once_as_many_get_one_as_there_are()
    {
        await app.JobRuleHolds(County);
        var job = await app.Job(Home, places: 2);
        var people = new List<Person>();
        for (var i = 0; i < 6; i++) people.Add(await app.Seeker(Home));
        var answers = await Task.WhenAll(people.Select(p => Reason(() => app.Engages(job, p))));
        Assert.Equal(2, answers.Count(a => a == "OK"));
        Assert.All(answers, a => Assert.Contains(a, new[] { "OK", "JOB_FULL" }));
        Assert.Equal(2, await app.Query<int>("select taken from jobs where id = $1", Guid.Parse(job.Id)));
        Assert.Equal(2, (await app.Supervisor().Jobs.ListEngagementsAsync(new() { JobId = job.Id, State = JobEngagementState.Running, Purpose = ReadPurpose.Service })).Engagements.Count);
        Assert.Equal(2, (await app.Events("PersonEngaged")).Count(e => e.Contains(job.Id, StringComparison.Ordinal)));

        // A place that is freed is free.
        var held = (await app.Supervisor().Jobs.ListEngagementsAsync(new() { JobId = job.Id, Purpose = ReadPurpose.Service })).Engagements[0];
        await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = held.Id, Ground = JobEndGround.OtherWork, EndDate = app.Day() });
        Assert.Equal("OK", await Reason(() => app.Engages(job, people[Array.FindIndex(answers, a => a != "OK")])));
        await Refused(StatusCode.FailedPrecondition, "JOB_ENGAGEMENT_ENDED", () => app.Supervisor().Jobs.EndEngagementAsync(new() { Id = held.Id, Ground = JobEndGround.OtherWork, EndDate = app.Day() }));
    }

    [Fact]
    public async Task A_person_gets_one_place_however_many_jobs_are_tried_at_once()
    {
        await app.JobRuleHolds(County);
        var person = await app.Seeker(Home);
        var jobs = new List<Job>();
        for (var i = 0; i < 4; i++) jobs.Add(await app.Job(Home));
        var answers = await Task.WhenAll(jobs.Select(j => Reason(() => app.Engages(j, person))));
        Assert.Equal(1, answers.Count(a => a == "OK"));
        Assert.All(answers, a => Assert.Contains(a, new[] { "OK", "JOB_ENGAGED" }));
        Assert.Equal(1L, await app.Query<long>("select sum(taken) from jobs where id = any ($1)", jobs.Select(j => Guid.Parse(j.Id)).ToArray()));
    }

    [Fact]
    public async Task Whoever_is_not_eligible_learns_all_of_why()
    {
        await app.JobRuleHolds(County);
        var job = await app.Job(Home);
        var (old, fits, other) = (await app.New(home: Home), await app.Seeker(Home), await app.Seeker(Home, kinds: ConcernKind.Veteran));
        Assert.Equal("Kind,Age", (await Refused(StatusCode.FailedPrecondition, "JOB_NOT_ELIGIBLE", () => app.Engages(job, old))).Facts["gaps"]);
        Assert.Equal("Kind", (await Refused(StatusCode.FailedPrecondition, "JOB_NOT_ELIGIBLE", () => app.Engages(job, other))).Facts["gaps"]);
        // Thirty-six months in a life: what was held counts.
        var first = await app.Engages(job, fits, months: 30);
        app.Clock.Advance(TimeSpan.FromDays(60));
        await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = first.Id, Ground = JobEndGround.Resigned, EndDate = app.Day() });
        Assert.Equal("Term", (await Refused(StatusCode.FailedPrecondition, "JOB_NOT_ELIGIBLE", () => app.Engages(job, fits, months: 36))).Facts["gaps"]);
        Assert.Equal("OK", await Reason(() => app.Engages(job, fits, months: 33)));

        var nowhere = await app.Job("510105002003");
        await Refused(StatusCode.FailedPrecondition, "JOB_RULE_MISSING", () => app.As("welfare-supervisor", "5101").Jobs.EngagePersonAsync(new() { RequestId = NewId(), Id = nowhere.Id, PersonId = other.Id, StartDate = app.Day(), Months = 6 }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Supervisor("510105").Jobs.EngagePersonAsync(new() { Id = nowhere.Id, PersonId = other.Id, StartDate = app.Day(), Months = 6 }));
        await Refused(StatusCode.NotFound, "JOB_NOT_FOUND", () => app.Supervisor().Jobs.EngagePersonAsync(new() { Id = nowhere.Id, PersonId = other.Id, StartDate = app.Day(), Months = 6 }));
        await WrongFields(() => app.Supervisor().Jobs.EngagePersonAsync(new() { Id = "x", PersonId = "y", StartDate = app.Day(40), Months = 40 }), "id", "person_id", "start_date", "months");
        var young = await app.Seeker(Home, "20000101");
        var closed = await app.Supervisor().Jobs.CloseJobAsync(new() { RequestId = NewId(), Id = (await app.Job(Home)).Id });
        await Refused(StatusCode.FailedPrecondition, "JOB_CLOSED", () => app.Engages(closed, young));
    }

    [Fact]
    public async Task Matches_are_explained_the_nearest_first_and_leave_out_whom_one_may_not_engage()
    {
        const string place = "510104023013";
        await app.JobRuleHolds(County);
        var job = await app.Job(place);
        var (far, near, both, engaged, sealedOne, dead) = (await app.Seeker(OtherTown), await app.Seeker(place), await app.Seeker(place, "19900101", ConcernKind.LowIncome, ConcernKind.Unemployed), await app.Seeker(place), await app.Seeker(place), await app.Seeker(place));
        await app.Engages(await app.Job(place), engaged);
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = sealedOne.Id, Reason = "本人申请封存" });
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = dead.Id, DeathDate = app.Day() });
        var matches = (await app.Supervisor().Jobs.MatchJobAsync(new() { Id = job.Id, Purpose = ReadPurpose.Service, Limit = 100 })).Matches;
        Assert.Equal([both.Id, near.Id], matches.Take(2).Select(m => m.PersonId));
        Assert.Equal((JobNearness.SameDivision, 36), (matches[0].Nearness, matches[0].MonthsLeft));
        Assert.Equal([ConcernKind.LowIncome, ConcernKind.Unemployed], matches[0].Kinds);
        Assert.Equal(JobNearness.SameCounty, matches.Single(m => m.PersonId == far.Id).Nearness);
        Assert.DoesNotContain(matches, m => m.PersonId == engaged.Id || m.PersonId == sealedOne.Id || m.PersonId == dead.Id);
        Assert.All(matches, m => Assert.Equal("何**", m.NameMasked));
        Assert.Contains(await app.Trail(both.Id), t => t.Contains("MatchJob Service", StringComparison.Ordinal));
        // A worker of the town is shown the town's own.
        Assert.DoesNotContain((await app.Worker(place[..9]).Jobs.MatchJobAsync(new() { Id = job.Id, Purpose = ReadPurpose.Service })).Matches, m => m.PersonId == far.Id);
    }

    [Fact]
    public async Task A_term_that_is_over_and_a_death_free_the_place_by_themselves()
    {
        await app.JobRuleHolds(County);
        var job = await app.Job(Home, places: 2);
        var (short_, dies) = (await app.Seeker(Home), await app.Seeker(Home));
        var (term, death) = (await app.Engages(job, short_, months: 1), await app.Engages(job, dies));
        app.Clock.Advance(TimeSpan.FromDays(10));
        var died = app.Day(-2);
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = dies.Id, DeathDate = died });
        app.StartReplica();
        app.Clock.Advance(TimeSpan.FromDays(32));
        await EventuallyAsync("both places are free", () => app.Query<bool>("select taken = 0 from jobs where id = $1", Guid.Parse(job.Id)));
        var ended = (await app.Supervisor().Jobs.ListEngagementsAsync(new() { JobId = job.Id, Purpose = ReadPurpose.Service })).Engagements.ToDictionary(e => e.Id);
        Assert.Equal((JobEndGround.Term, term.UntilDate), (ended[term.Id].EndGround, ended[term.Id].EndDate));
        Assert.Equal((JobEndGround.Died, died), (ended[death.Id].EndGround, ended[death.Id].EndDate));
        Assert.Equal(2, (await app.Events("EngagementEnded")).Count(e => e.Contains(job.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Figures_are_those_of_the_rows()
    {
        await app.JobRuleHolds(County);
        var job = await app.Job("510104022006", places: 3);
        await app.Engages(job, await app.Seeker("510104022006"));
        var figures = await app.Supervisor().Jobs.GetJobFiguresAsync(new() { DivisionCode = "510104022" });
        Assert.Equal((1L, 3L, 1L), (figures.Total.JobCount, figures.Total.PlaceCount, figures.Total.EngagedCount));
        Assert.Equal("510104022006", Assert.Single(figures.Children).DivisionCode);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Worker().Jobs.GetJobFiguresAsync(new() { DivisionCode = County }));
    }

    private static async Task<string> Reason(Func<Task> call)
    {
        try
        {
            await call();
            return "OK";
        }
        catch (RpcException e)
        {
            return e.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? e.Status.ToString();
        }
    }
}
