using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Jobs;

public sealed class PayingForJobs(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Home = "510104017001";

    [Fact]
    public async Task A_month_is_paid_once_whatever_is_drawn_by_however_many_at_once_and_a_list_is_the_sum_of_its_payments()
    {
        await app.JobRuleHolds(County);
        var job = await app.Job(Home, places: 5);
        var (stays, leaves) = (await app.Engages(job, await app.Seeker(Home)), await app.Engages(job, await app.Seeker(Home)));
        app.Clock.Advance(TimeSpan.FromDays(62));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Tried(() => app.DrawsJobPay(County, -(n % 3), $"drawer-{n % 3}"))));
        // The same once more, one after the other: whatever lost its turn is drawn now.
        for (var n = 2; n >= 0; n--) await app.DrawsJobPay(County, -n);
        var begun = DateOnly.Parse(stays.StartDate, null);
        var months = (await app.QueryAll<string>("select to_char(month, 'YYYY-MM') from job_payments where engagement_id = $1 order by 1", Guid.Parse(stays.Id)));
        Assert.Equal(Enumerable.Range(0, 12).Select(n => begun.AddMonths(n).ToString("yyyy-MM", null)).TakeWhile(m => string.CompareOrdinal(m, app.JobMonth()) <= 0), months);
        await Adds();

        // Ended in the second month: what is on an open list for later months comes off it.
        var lastDay = begun.AddMonths(1);
        await app.Supervisor().Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = leaves.Id, Ground = JobEndGround.Resigned, EndDate = lastDay.ToString("yyyy-MM-dd", null) });
        Assert.Equal(2, await app.Query<long>("select count(*) from job_payments where engagement_id = $1", Guid.Parse(leaves.Id)));
        await Adds();
        Assert.Equal(months.Count, await app.Query<long>("select count(*) from job_payments where engagement_id = $1", Guid.Parse(stays.Id)));
    }

    [Fact]
    public async Task Drawn_approved_by_somebody_else_and_paid_and_what_was_paid_too_much_is_told()
    {
        const string county = "510105", home = "510105002003";
        await app.JobRuleHolds(county, fen: 200_000);
        var job = await app.Job(home, places: 2);
        var engagement = await app.Engages(job, await app.Seeker(home), from: -20);
        // Two in a month: of a person a month is paid once.
        await app.Supervisor(county).Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = engagement.Id, Ground = JobEndGround.OtherWork, EndDate = app.Day(-19) });
        var again = await app.Supervisor(county).Jobs.EngagePersonAsync(new() { RequestId = NewId(), Id = job.Id, PersonId = engagement.PersonId, StartDate = app.Day(-18), Months = 3 });
        var drawn = await app.DrawsJobPay(county);
        var months = await app.Query<long>("select count(distinct month) from generate_series(date_trunc('month', $1::date::timestamp), $2::date::timestamp, interval '1 month') month", DateOnly.Parse(engagement.StartDate, null), DateOnly.Parse(app.Day(), null));
        Assert.Equal((JobPayListState.Drawn, (int)months, 200_000 * months), (drawn.State, drawn.PaymentCount, drawn.TotalFen));
        var supervisor = app.Supervisor(county, "chief");
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => app.Supervisor(county, "drawer").JobPayLists.ApproveJobPayListAsync(new() { Id = drawn.Id }));
        await Refused(StatusCode.FailedPrecondition, "JOB_PAY_LIST_NOT_APPROVED", () => supervisor.JobPayLists.RecordJobPayAsync(new() { Id = drawn.Id, PayDate = app.Day(), Voucher = "2026-0001" }));
        await Refused(StatusCode.NotFound, "JOB_PAY_LIST_NOT_FOUND", () => app.Supervisor().JobPayLists.ApproveJobPayListAsync(new() { Id = drawn.Id }));
        var approved = await supervisor.JobPayLists.ApproveJobPayListAsync(new() { RequestId = NewId(), Id = drawn.Id, Etag = drawn.Etag });
        Assert.Equal((JobPayListState.Approved, "chief"), (approved.State, approved.ApprovedBy));
        await Refused(StatusCode.FailedPrecondition, "JOB_PAY_LIST_CLOSED", () => app.DrawsJobPay(county));
        var paid = await supervisor.JobPayLists.RecordJobPayAsync(new() { RequestId = NewId(), Id = drawn.Id, PayDate = app.Day(), Voucher = "2026-0001" });
        Assert.Equal((JobPayListState.Paid, "2026-0001"), (paid.State, paid.Voucher));
        Assert.Equal(drawn.TotalFen, (await supervisor.JobPayLists.ListJobPaymentsAsync(new() { Id = drawn.Id })).Payments.Sum(p => p.AmountFen));
        Assert.Contains(drawn.Id, (await supervisor.JobPayLists.ListJobPayListsAsync(new() { DivisionCode = county })).PayLists.Select(l => l.Id));
        Assert.Single(await app.Events("JobPayListApproved"), e => e.Contains(drawn.Id, StringComparison.Ordinal));

        // Next month is paid, and only then it is learnt that the person left this month.
        app.Clock.Advance(TimeSpan.FromDays(31));
        var next = await app.DrawsJobPay(county);
        await supervisor.JobPayLists.ApproveJobPayListAsync(new() { RequestId = NewId(), Id = next.Id });
        var ended = await supervisor.Jobs.EndEngagementAsync(new() { RequestId = NewId(), Id = again.Id, Ground = JobEndGround.Resigned, EndDate = again.StartDate });
        Assert.True(ended.OverpaidFen >= 200_000, $"{ended.OverpaidFen}");
        Assert.Equal(ended.OverpaidFen, (await supervisor.Jobs.ListEngagementsAsync(new() { JobId = job.Id, Purpose = ReadPurpose.Supervision })).Engagements.Single(e => e.Id == again.Id).OverpaidFen);
        await WrongFields(() => supervisor.JobPayLists.DrawJobPayListAsync(new() { DivisionCode = "5101", Month = "2030-01" }), "division_code", "month");
    }

    [Fact]
    public async Task Rules_are_data_the_nearest_division_and_the_latest_month_hold()
    {
        var operate = app.As("province-operator", "51");
        JobRule Rule(string division, string since, long fen) => new() { DivisionCode = division, SinceDate = since, Kinds = { ConcernKind.LowIncome }, MinAge = 16, MaxAge = 59, MostMonths = 36, MonthlyFen = fen };
        foreach (var rule in new[] { Rule("51", "2025-01-01", 100), Rule("5107", "2025-01-01", 200), Rule("5107", "2026-01-01", 300) }) await operate.Jobs.SetJobRuleAsync(new() { RequestId = NewId(), Rule = rule });
        Assert.Equal([300L, 200L, 100L], (await operate.Jobs.ListJobRulesAsync(new() { DivisionCode = "510703" })).Rules.Select(r => r.MonthlyFen));
        await Refused(StatusCode.AlreadyExists, "RULE_SET", () => operate.Jobs.SetJobRuleAsync(new() { RequestId = NewId(), Rule = Rule("51", "2025-01-01", 100) }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").Jobs.SetJobRuleAsync(new() { Rule = Rule("51", "2025-02-01", 100) }));
        await WrongFields(() => operate.Jobs.SetJobRuleAsync(new() { Rule = new() { DivisionCode = "510104017", SinceDate = "2026-01-02", MinAge = 10, MaxAge = 5 } }), "rule.division_code", "rule.since_date", "rule.kinds", "rule.min_age", "rule.max_age", "rule.most_months", "rule.monthly_fen");
    }

    private static async Task Tried(Func<Task> call)
    {
        try { await call(); }
        catch (RpcException e) when (e.StatusCode is StatusCode.Aborted) { }
    }

    private async Task Adds() => Assert.Equal(0, await app.Query<long>("select count(*) from job_pay_lists l where l.payment_count || ' ' || l.total_fen <> (select count(*) || ' ' || coalesce(sum(p.amount_fen), 0) from job_payments p where p.pay_list_id = l.id)"));
}
