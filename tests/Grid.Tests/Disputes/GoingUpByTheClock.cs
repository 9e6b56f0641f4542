using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Disputes.DisputeSteps;

namespace Governance.Grid.Tests.Disputes;

/// <summary>Two replicas share the database: what the clock does to a dispute happens once.</summary>
public sealed class GoingUpByTheClock(GridApp app) : IClassFixture<GridApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        app.StartReplica();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_level_cannot_settle_in_time_goes_up_level_by_level_each_once()
    {
        var place = await app.NewCommunity();
        var dispute = await app.Mediating(place);
        var community = app.Mediator(place);
        var town = await app.Pass(dispute, TimeSpan.FromDays(16), d => d.Level == ResponseLevel.Town);
        Assert.Equal((DisputeState.Open, true, ProceedingOutcome.Escalated), (town.State, town.Overdue, Assert.Single(town.Proceedings).Outcome));
        // Whose it was may look, and act no more.
        await Refused(StatusCode.FailedPrecondition, "DISPUTE_AT_HIGHER_LEVEL", () => community.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation }));
        await app.Mediator(place[..9]).Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.AdministrativeMediation });

        await app.Pass(dispute, TimeSpan.FromDays(30), d => d.Level == ResponseLevel.County);
        await Refused(StatusCode.FailedPrecondition, "DISPUTE_AT_HIGHER_LEVEL", () => app.Mediator(place[..9]).Disputes.WithdrawDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "双方和解" }));
        await app.Pass(dispute, TimeSpan.FromDays(60), d => d.Level == ResponseLevel.City);
        await Refused(StatusCode.FailedPrecondition, "DISPUTE_AT_TOP_LEVEL", () => app.As("city-centre", "5101").Disputes.EscalateDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "再提级" }));
        app.Clock.Advance(TimeSpan.FromDays(120));
        await EventuallyAsync("the city is late too", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            return (await community.Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps.Any(s => s.Kind == "Overdue");
        });
        var steps = (await community.Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps;
        Assert.Equal((3, 1), (steps.Count(s => s.Kind == "Escalate"), steps.Count(s => s.Kind == "Overdue")));
        Assert.Equal(["Town", "County", "City"], await app.QueryAll<string>("select payload->>'level' from events where aggregate_id = $1 and type like '%.DisputeEscalated' and (payload->>'automatic')::bool order by sequence", Guid.Parse(dispute.Id)));
    }

    [Fact]
    public async Task The_limit_counts_working_days_and_stands_still_while_a_court_has_it()
    {
        var place = await app.NewCommunity();
        var dispute = await app.NewDispute(place);
        var mediator = app.Mediator(place);
        var court = await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.Litigation, Reason = "当事人不愿调解" });
        Assert.Null(court.LevelDueTime);
        app.Clock.Advance(TimeSpan.FromDays(90));
        var back = await mediator.Disputes.EndProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "原告撤诉" });
        Assert.Equal((ResponseLevel.Community, false), (back.Level, back.Overdue));
        // Seven working days are nine days and more by the clock.
        Assert.InRange((back.LevelDueTime.ToDateTimeOffset() - app.Clock.GetUtcNow()).TotalDays, 8.9, 14);
    }

    [Fact]
    public async Task A_high_risk_that_nobody_reports_within_two_hours_is_marked_once_and_the_report_comes_late()
    {
        var place = await app.NewCommunity();
        var (silent, told) = (await app.NewDispute(place, DisputeRisk.High), await app.NewDispute(place, DisputeRisk.Medium));
        var mediator = app.Mediator(place);
        Assert.Equal(TimeSpan.FromHours(2), silent.ReportDueTime.ToDateTimeOffset() - silent.OpenTime.ToDateTimeOffset());
        await Refused(StatusCode.FailedPrecondition, "REPORT_NOT_NEEDED", () => mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = told.Id, Remark = "已稳控" }));
        await mediator.Disputes.SetDisputeRiskAsync(new() { RequestId = NewId(), Id = told.Id, Risk = DisputeRisk.High, Reason = "一方扬言报复" });
        await mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = told.Id, Remark = "已派人稳控" });
        await Refused(StatusCode.FailedPrecondition, "REPORTED_BEFORE", () => mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = told.Id, Remark = "再报一次" }));

        var missed = await app.Pass(silent, TimeSpan.FromHours(2.1), d => d.ReportMissed);
        Assert.Null(missed.ReportTime);
        Assert.Contains((await app.As("county-centre", "510104").Disputes.ListDisputesAsync(new() { DivisionCode = place, UnreportedOnly = true })).Disputes, d => d.Id == silent.Id);
        var late = await mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = silent.Id, Remark = "补报" });
        Assert.True(late.ReportMissed);
        Assert.Equal(["DisputeOpened", "DisputeReportOverdue", "DisputeReported false"], await app.QueryAll<string>("select split_part(type, '.', 4) || coalesce(' ' || (payload->>'onTime'), '') from events where aggregate_id = $1 order by sequence", Guid.Parse(silent.Id)));
        Assert.Equal("true", await app.Query<string>("select payload->>'onTime' from events where aggregate_id = $1 and type like '%.DisputeReported'", Guid.Parse(told.Id)));
        Assert.False((await mediator.Disputes.GetDisputeAsync(new() { Id = told.Id })).ReportMissed);
    }

    [Fact]
    public async Task The_two_hours_begin_once_and_no_settlement_wipes_a_miss_off()
    {
        var place = await app.NewCommunity();
        var mediator = app.Mediator(place);
        Task<Dispute> Risk(Dispute dispute, DisputeRisk risk) => mediator.Disputes.SetDisputeRiskAsync(new() { RequestId = NewId(), Id = dispute.Id, Risk = risk, Reason = "重新研判" }).ResponseAsync;
        // Called less, and high again: the two hours are those that began first.
        var dodged = await app.NewDispute(place, DisputeRisk.High);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await Risk(dodged, DisputeRisk.Low)).ReportDueTime);
        await Refused(StatusCode.FailedPrecondition, "REPORT_NOT_NEEDED", () => mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = dodged.Id, Remark = "已稳控" }));
        Assert.Equal(dodged.ReportDueTime, (await Risk(dodged, DisputeRisk.High)).ReportDueTime);
        await app.Pass(dodged, TimeSpan.FromHours(1.01), d => d.ReportMissed);

        // Settled, and withdrawn, faster than the clock's next round. The clock goes round when time passes, so both come at the very moment.
        var (settled, withdrawn) = (await app.NewDispute(place, DisputeRisk.High), await app.NewDispute(place, DisputeRisk.High));
        await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = settled.Id, Kind = ProceedingKind.PeoplesMediation });
        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await Insist(() => mediator.Disputes.SettleDisputeAsync(app.Agreement(settled)))).ReportMissed);
        Assert.True((await Insist(() => mediator.Disputes.WithdrawDisputeAsync(new() { RequestId = NewId(), Id = withdrawn.Id, Reason = "双方和解" }))).ReportMissed);
        Assert.Contains((await app.As("county-centre", "510104").Disputes.ListDisputesAsync(new() { DivisionCode = place, UnreportedOnly = true })).Disputes, d => d.Id == settled.Id);
        Assert.NotNull((await mediator.Disputes.ReportDisputeAsync(new() { RequestId = NewId(), Id = settled.Id, Remark = "补报" })).ReportTime);

        // Settled in time and not told yet: the limit goes on.
        var early = await app.SettledHigh(place);
        Assert.False(early.ReportMissed);
        await app.Pass(early, TimeSpan.FromHours(2.01), d => d.ReportMissed);

        // The clock may have been faster than the mediator.
        static async Task<Dispute> Insist(Func<AsyncUnaryCall<Dispute>> call)
        {
            while (true)
            {
                try { return await call(); }
                catch (RpcException e) when (Read(e).Reason == "ETAG_MISMATCH") { }
            }
        }
    }

    [Fact]
    public async Task When_the_day_of_performance_is_over_somebody_has_to_look()
    {
        var place = await app.NewCommunity();
        var dispute = await app.SettledDispute(place, days: 3);
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False((await app.Mediator(place).Disputes.GetDisputeAsync(new() { Id = dispute.Id })).FollowUpDue);
        await app.Pass(dispute, TimeSpan.FromDays(2), d => d.FollowUpDue);
        Assert.Equal([dispute.Id], (await app.Mediator(place).Disputes.ListDisputesAsync(new() { FollowUpDueOnly = true })).Disputes.Select(d => d.Id));
        Assert.Single((await app.Mediator(place).Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps, s => s.Kind == "FollowUpDue");
    }

    [Fact]
    public async Task Limits_are_data_with_days_and_the_nearest_division_decides()
    {
        var place = await app.NewCommunity();
        var before = await app.NewDispute(place);
        var (county, today) = (app.As("county-centre", "510104"), app.Agreement(before).SignDate);
        DisputeLimit Limit(string day, int amount = 2) => new() { DivisionCode = "510104", Kind = DisputeLimitKind.Community, Amount = amount, SinceDate = day };
        await WrongFields(() => county.DisputeLimits.SetDisputeLimitAsync(new() { RequestId = NewId(), Limit = Limit("2026-01-01") }), "limit.since_date");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => county.DisputeLimits.SetDisputeLimitAsync(new() { RequestId = NewId(), Limit = new() { DivisionCode = "5101", Kind = DisputeLimitKind.City, Amount = 9, SinceDate = today } }));
        await county.DisputeLimits.SetDisputeLimitAsync(new() { RequestId = NewId(), Limit = Limit(today) });
        await Refused(StatusCode.AlreadyExists, "DISPUTE_LIMIT_SET", () => county.DisputeLimits.SetDisputeLimitAsync(new() { RequestId = NewId(), Limit = Limit(today, 3) }));
        var after = await app.NewDispute(place);
        // A dispute keeps the limit under which it came to its level.
        Assert.True(after.LevelDueTime < (await county.Disputes.GetDisputeAsync(new() { Id = before.Id })).LevelDueTime);
        Assert.Equal(["510104", "51"], (await county.DisputeLimits.ListDisputeLimitsAsync(new() { DivisionCode = "510104" })).Limits.Where(l => l.Kind == DisputeLimitKind.Community).Select(l => l.DivisionCode));
        // The others of this class go by the province's.
        await app.QueryAll<int>("delete from dispute_limits where area = '510104' returning 1");
    }
}
