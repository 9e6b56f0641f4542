using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.People;

/// <summary>Entered once, with whatever ends by it, and known everywhere.</summary>
public sealed class EnteringADeath(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Home = SmallMap.Community;

    private async Task<string> DeathOf(Person person) => (await app.Supervisor().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep })).DeathDate;

    private async Task<int> Died(Person person) => (await app.Supervisor().People.ListPersonStepsAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep })).Steps.Count(s => s.Kind == PersonStepKind.Died);

    private Task<long> Planned(Person person) => app.Query<long>("select count(*) from visits where person_id = $1 and state = 1", Guid.Parse(person.Id));

    [Fact]
    public async Task Where_an_allowance_is_stopped_it_ends_the_other_and_the_visits()
    {
        await app.PaysAtOnce(County);
        await app.PaysAtOnce(County, AllowanceKind.Living);
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104')"));
        var person = await app.Disabled();
        var (nursing, living) = (await app.Granted(person), await app.Granted(person, AllowanceKind.Living));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(person, 30));
        Assert.NotEqual(0, await Planned(person));
        await app.Worker().Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = nursing.Id, Ground = StopGround.Died, Date = app.Day(-1) });
        Assert.Equal((app.Day(-1), 1, 0L), (await DeathOf(person), await Died(person), await Planned(person)));
        await app.Draws(County);
        Assert.Equal(StopGround.Died, (await app.Supervisor().Allowances.GetAllowanceAsync(new() { Id = living.Id, Purpose = ReadPurpose.Allowance })).StopGround);
    }

    [Fact]
    public async Task The_day_that_stands_in_the_record_of_whoever_goes_on_holds()
    {
        await app.PaysAtOnce("510105");
        var (kept, twin) = (await app.Disabled(SmallMap.NextCounty), await app.Disabled(SmallMap.NextCounty, numbered: false));
        var allowance = await app.Granted(twin);
        await app.Supervisor("510105").People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        app.Clock.Advance(TimeSpan.FromDays(62));
        var died = app.Day(-50);
        await app.Supervisor("510105").People.RecordDeathAsync(new() { RequestId = NewId(), Id = kept.Id, DeathDate = died });
        var stopped = await app.Supervisor("510105").Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = allowance.Id, Ground = StopGround.Died, Date = app.Day() });
        Assert.Equal(died[..7], stopped.LastMonth);
        Assert.Equal(died, (await app.Supervisor("5101").People.GetPersonAsync(new() { Id = kept.Id, Purpose = ReadPurpose.Upkeep })).DeathDate);
    }

    [Fact]
    public async Task Where_a_place_of_a_job_ends()
    {
        await app.JobRuleHolds(County);
        var person = await app.Seeker(Home);
        var engagement = await app.Engages(await app.Job(Home), person);
        var ended = await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = engagement.Id, Ground = JobEndGround.Died, EndDate = app.Day() });
        Assert.Equal((JobEndGround.Died, app.Day(), app.Day(), 1), (ended.EndGround, ended.EndDate, await DeathOf(person), await Died(person)));
        // Another ground says nothing of it.
        var other = await app.Seeker(Home);
        await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = (await app.Engages(await app.Job(Home), other)).Id, Ground = JobEndGround.Resigned, EndDate = app.Day() });
        Assert.Equal("", await DeathOf(other));
    }
}
