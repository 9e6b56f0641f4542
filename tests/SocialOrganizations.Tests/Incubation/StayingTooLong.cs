using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

public sealed class StayingTooLong(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private Task Told(string type, Residency residency) => EventuallyAsync(type, async () =>
    {
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        return (await app.Events(type)).Count(e => e.Contains(residency.Id, StringComparison.Ordinal)) == 1;
    });

    private AsyncUnaryCall<Residency> Extend(Residency residency, string until) => app.Office().Residencies.ExtendResidencyAsync(new() { RequestId = NewId(), Id = residency.Id, EndDate = until });

    [Fact]
    public async Task Before_the_end_and_after_it_they_are_told_of_and_found()
    {
        var incubator = await app.NewIncubator();
        var (stays, leaves) = (await app.Signed(incubator), await app.Signed(incubator));
        async Task<IEnumerable<string>> EndingBy(string day) => (await app.Office().Residencies.ListResidenciesAsync(new() { IncubatorId = incubator.Id, EndsByDate = day })).Residencies.Select(r => r.Id);
        Assert.Empty(await EndingBy(app.Day(362)));
        Assert.Equal(new[] { leaves.Id, stays.Id }.Order(), (await EndingBy(app.Day(366))).Order());
        app.Clock.Advance(TimeSpan.FromDays(325));
        Assert.DoesNotContain(await app.Events("ResidencyReminded"), e => e.Contains(stays.Id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(11));
        await Told("ResidencyReminded", stays);
        await app.Office().Residencies.ExitResidencyAsync(new() { RequestId = NewId(), Id = leaves.Id, Reason = "组织自行离开" });
        app.Clock.Advance(TimeSpan.FromDays(31));
        await Told("ResidencyOverdue", stays);
        Assert.DoesNotContain(await app.Events("ResidencyOverdue"), e => e.Contains(leaves.Id, StringComparison.Ordinal));
        Assert.Single(await app.Events("ResidencyReminded"), e => e.Contains(stays.Id, StringComparison.Ordinal));
        Assert.True((await app.Office().Residencies.GetResidencyAsync(new() { Id = stays.Id })).Overdue);
        Assert.Equal([stays.Id], await EndingBy(app.Day()));
        // Extended it is overdue no more, and is told of again in its time.
        Assert.False((await Extend(stays, app.Day(60))).Overdue);
        Assert.Empty(await EndingBy(app.Day()));
        app.Clock.Advance(TimeSpan.FromDays(61));
        await EventuallyAsync("it is told again", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await app.Events("ResidencyOverdue")).Count(e => e.Contains(stays.Id, StringComparison.Ordinal)) == 2;
        });
        await WrongFields(() => app.Office().Residencies.ListResidenciesAsync(new() { EndsByDate = "2026" }), "ends_by_date");
    }

    [Fact]
    public async Task One_that_the_version_before_has_signed_is_told_of_as_well()
    {
        var residency = await app.Signed();
        await app.QueryAll<int>("update residencies set remind_on = null where id = $1", Guid.Parse(residency.Id));
        app.Clock.Advance(TimeSpan.FromDays(325));
        Assert.DoesNotContain(await app.Events("ResidencyReminded"), e => e.Contains(residency.Id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(11));
        await Told("ResidencyReminded", residency);
        app.Clock.Advance(TimeSpan.FromDays(31));
        await Told("ResidencyOverdue", residency);
        // Told once: it is looked at no more.
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(await app.Events("ResidencyReminded"), e => e.Contains(residency.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_longer_than_three_years_whatever_is_typed()
    {
        var residency = await app.Signed();
        await WrongFields(() => Extend(residency, "2126-12-31"), "end_date");
        // By a year each time: it was to end after 365 days.
        await WrongFields(() => Extend(residency, app.Day(2 * 366)), "end_date");
        Assert.Equal(app.Day(2 * 365), (await Extend(residency, app.Day(2 * 365))).EndDate);
        await WrongFields(() => Extend(residency, app.Day(3 * 366)), "end_date");
        Assert.Equal(app.Day(3 * 365), (await Extend(residency, app.Day(3 * 365))).EndDate);
    }

    [Fact]
    public async Task Whoever_reported_any_milestone_of_a_stage_does_not_pass_it()
    {
        var residency = await app.Signed();
        Task Reach(string by, int stage, int milestone) =>
            app.Office(subject: by).Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = stage, MilestoneNumber = milestone, Evidence = "照片 2026-12" }).ResponseAsync;
        Task<Residency> Pass(string by) => app.Office(subject: by).Residencies.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id }).ResponseAsync;
        await Reach("first-reporter", 1, 1);
        await Reach("second-reporter", 1, 2);
        foreach (var by in new[] { "first-reporter", "second-reporter" }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Pass(by));
        await Pass("assessor");
        // Of the next stage they have reported nothing.
        await Reach("second-reporter", 2, 1);
        Assert.Equal(StageState.Passed, (await Pass("first-reporter")).Stages[1].State);
    }
}
