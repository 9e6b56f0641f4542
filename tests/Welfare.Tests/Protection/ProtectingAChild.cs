using System.Collections.Concurrent;
using System.Diagnostics;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Protection;

public sealed class ProtectingAChild(WelfareApp app) : IClassFixture<WelfareApp>
{
    internal const string Teller = "李报告", Phone = "13987654321", Child = "赵小虎", Where = "莲花巷 9 号", Story = "母亲住院，孩子独自在家两天";

    internal static ReportChildAtRiskRequest ToReport(string place = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = place, Text = Story, Address = Where, ChildName = Child, Sex = Sex.Male, Age = 6, Duty = ReporterDuty.School, ReporterName = Teller, ReporterPhone = Phone,
    };

    private async Task<ChildReport> Look(string id, string area = "510104") => await app.Supervisor(area).ChildReports.GetChildReportAsync(new() { Id = id, Purpose = ReadPurpose.Emergency });

    [Fact]
    public async Task Anyone_reports_anywhere_and_who_it_was_stays_sealed()
    {
        using var spans = new Spans();
        // A resident of another city, and a teacher who must say who they are.
        var receipt = await app.As("resident", "510703001001", subject: "passer-by").ChildReports.ReportChildAtRiskAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Text = "楼道里有个孩子在哭", Duty = ReporterDuty.None });
        Assert.Equal(app.Clock.GetUtcNow().AddHours(2), receipt.RespondByTime.ToDateTimeOffset());
        var request = ToReport();
        var told = await app.As("grid-worker", "510104018", subject: "the-teacher").ChildReports.ReportChildAtRiskAsync(request);
        Assert.Equal(told, await app.As("grid-worker", "510104018", subject: "the-teacher").ChildReports.ReportChildAtRiskAsync(request));
        await WrongFields(() => app.As("resident", SmallMap.Community).ChildReports.ReportChildAtRiskAsync(new() { DivisionCode = "510104", Text = "急", Age = 30, Duty = ReporterDuty.Hospital }), "division_code", "text", "age", "reporter_name", "reporter_phone");
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("resident", SmallMap.Community).ChildReports.GetChildReportAsync(new() { Id = told.Id, Purpose = ReadPurpose.Case }));

        var report = await Look(told.Id);
        Assert.Equal((Story, Where, "赵**", ReportLevel.Town), (report.Text, report.Address, report.NameMasked, report.Level));
        foreach (var shown in new[] { report.ToString(), (await app.Supervisor().ChildReports.ListChildReportsAsync(new() { Purpose = ReadPurpose.Case, PageSize = 500 })).ToString() })
        {
            foreach (var mark in new[] { Teller, Phone, "the-teacher", "passer-by" }) Assert.DoesNotContain(mark, shown, StringComparison.Ordinal);
        }
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Worker().ChildReports.RevealReporterAsync(new() { Id = told.Id, Purpose = "核实报告内容" }));
        await WrongFields(() => app.Supervisor().ChildReports.RevealReporterAsync(new() { Id = told.Id, Purpose = "看" }), "purpose");
        var reporter = await app.Supervisor(subject: "reveals").ChildReports.RevealReporterAsync(new() { Id = told.Id, Purpose = "核实报告内容" });
        Assert.Equal((Teller, Phone, ReporterDuty.School, "the-teacher"), (reporter.Name, reporter.Phone, reporter.Duty, reporter.SignInName));
        Assert.Contains("reveals RevealReporter 核实报告内容", await app.Trail(told.Id));
        // At rest nothing of it can be read, and no event carries any.
        var rows = await app.AtRest("child_reports") + await app.AtRest("child_report_steps") + await app.Query<string>("select string_agg(payload::text, ' ') from events");
        foreach (var mark in new[] { Teller, Phone, Child, Where, Story, "the-teacher", "passer-by" }) Assert.DoesNotContain(mark, rows, StringComparison.Ordinal);
        // Nor does what is written beside the rows name whoever reported: the trail says that somebody did, and the request is found again by the same caller alone.
        Assert.Contains("sealed ReportChildAtRisk -", await app.Trail(told.Id));
        var beside = await app.Query<string>("select string_agg(a::text, ' ') from audit a") + await app.Query<string>("select string_agg(r::text, ' ') from requests r");
        foreach (var mark in new[] { "the-teacher", "passer-by" }) Assert.DoesNotContain(mark, beside, StringComparison.Ordinal);
        // Nor is there a way by the trace, whose other spans may name the caller: neither the trail nor the event tells which it was, and the call's own spans name nobody.
        await Look(told.Id);
        Assert.Equal((true, false), (await app.Query<bool>("select bool_or(trace_id is not null) from audit where action like '%GetChildReport'"), await app.Query<bool>("select bool_or(trace_id is not null) from audit where action like '%ReportChildAtRisk'")));
        Assert.Equal(0, await app.Query<long>("select count(*) from events where type like '%.ChildAtRiskReported' and trace_parent is not null"));
        Assert.Contains("reveals", spans.Who);
        Assert.DoesNotContain(spans.Who, s => s is "the-teacher" or "passer-by");
        Assert.NotEqual(told.Id, (await app.As("grid-worker", "510104018", subject: "another").ChildReports.ReportChildAtRiskAsync(request)).Id);
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => app.As("grid-worker", "510104018", subject: "the-teacher").ChildReports.ReportChildAtRiskAsync(new(request) { Age = 7 }));
        Assert.Single(await app.Events("ChildAtRiskReported"), e => e.Contains(told.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_step_is_signed_timed_and_told_upward_and_only_a_confirmed_guardian_ends_it()
    {
        var id = (await app.As("child-director", SmallMap.Community).ChildReports.ReportChildAtRiskAsync(ToReport())).Id;
        var (worker, chief, child) = (app.Worker(subject: "goes"), app.Supervisor(subject: "chief"), await app.New(app.Child()));
        await Refused(StatusCode.FailedPrecondition, "CHILD_REPORT_STATE_FORBIDS", () => worker.ChildReports.PlaceChildAsync(new() { Id = id, Kind = PlacementKind.Relative, Text = "交由外婆照料" }));
        await Refused(StatusCode.FailedPrecondition, "CHILD_REPORT_STATE_FORBIDS", () => chief.ChildReports.ConfirmGuardianAsync(new() { Id = id, Kind = GuardianKind.Parent, Text = "父亲已返回" }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => worker.ChildReports.RespondToChildReportAsync(new() { Id = id, Text = "已到场，孩子平安", PersonId = NewId() }));
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var responded = await worker.ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = id, Text = "已到场，孩子平安", PersonId = child.Id });
        Assert.Equal((ChildReportState.Responded, child.Id), (responded.State, responded.PersonId));
        await Refused(StatusCode.FailedPrecondition, "CHILD_REPORT_STATE_FORBIDS", () => worker.ChildReports.RespondToChildReportAsync(new() { Id = id, Text = "已到场，孩子平安" }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => worker.ChildReports.PlaceChildAsync(new() { Id = id, Kind = PlacementKind.Relative, Text = "交由外婆照料", Etag = "\"1\"" }));
        await WrongFields(() => worker.ChildReports.PlaceChildAsync(new() { Id = id, Text = "短" }), "kind", "text");
        await worker.ChildReports.PlaceChildAsync(new() { RequestId = NewId(), Id = id, Kind = PlacementKind.Relative, Text = "交由外婆照料" });
        await worker.ChildReports.PlaceChildAsync(new() { RequestId = NewId(), Id = id, Kind = PlacementKind.Institution, Text = "外婆生病，转儿童福利院" });
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => app.Supervisor(subject: "goes").ChildReports.ConfirmGuardianAsync(new() { Id = id, Kind = GuardianKind.Parent, Text = "父亲已返回" }));
        var closed = await chief.ChildReports.ConfirmGuardianAsync(new() { RequestId = NewId(), Id = id, Kind = GuardianKind.Parent, Text = "父亲已返回" });
        Assert.Equal((ChildReportState.Closed, GuardianKind.Parent, PlacementKind.Institution, false, false), (closed.State, closed.GuardianKind, closed.PlacementKind, closed.RespondOverdue, closed.PlaceOverdue));
        Assert.Equal([(ChildStepKind.Reported, "", ReportLevel.Town), (ChildStepKind.Responded, "goes", ReportLevel.County), (ChildStepKind.Placed, "goes", ReportLevel.County), (ChildStepKind.Placed, "goes", ReportLevel.County), (ChildStepKind.GuardianConfirmed, "chief", ReportLevel.County)],
            closed.Steps.Select(s => (s.Kind, s.By, s.ToldLevel)));
        Assert.Equal("外婆生病，转儿童福利院", closed.Steps[3].Text);
        Assert.Equal(30, (int)(closed.Steps[1].Time.ToDateTimeOffset() - closed.Steps[0].Time.ToDateTimeOffset()).TotalMinutes);
        Assert.Equal(2, (await app.Events("ChildPlaced")).Count(e => e.Contains(id, StringComparison.Ordinal)));
        Assert.Single(await app.Events("GuardianConfirmed"), e => e.Contains(id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.False((await Look(id)).PlaceOverdue);
    }

    [Fact]
    public async Task A_missed_limit_calls_in_county_and_city_once_with_any_number_of_replicas()
    {
        const string place = "510104019003";
        app.StartReplica();
        var id = (await app.As("resident", place).ChildReports.ReportChildAtRiskAsync(ToReport(place))).Id;
        await Passes(TimeSpan.FromMinutes(121));
        var late = await EventuallyAsync("the county is called in", async () => await Look(id), r => r.Level == ReportLevel.County);
        Assert.True(late.RespondOverdue);
        await Passes(TimeSpan.FromMinutes(121));
        await EventuallyAsync("the city is called in", async () => await Look(id), r => r.Level == ReportLevel.City);
        await app.Worker(place[..9]).ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = id, Text = "已到场，孩子平安" });
        await Passes(TimeSpan.FromHours(24));
        var missed = await EventuallyAsync("the second limit is missed", async () => await Look(id), r => r.PlaceOverdue);
        Assert.Equal([ChildStepKind.Reported, ChildStepKind.Escalated, ChildStepKind.Escalated, ChildStepKind.Responded, ChildStepKind.Escalated], missed.Steps.Select(s => s.Kind));
        Assert.Equal(["\"Respond\"", "\"Respond\"", "\"Place\""], (await app.Events("ChildReportEscalated")).Where(e => e.Contains(id, StringComparison.Ordinal)).Select(e => System.Text.RegularExpressions.Regex.Match(e, "\"clock\": ?(\"[A-Za-z]+\")").Groups[1].Value));
        await Passes(TimeSpan.FromHours(24));
        Assert.Equal(missed.Steps.Count, (await Look(id)).Steps.Count);
        Assert.Equal([id], (await app.Supervisor().ChildReports.ListChildReportsAsync(new() { DivisionCode = place, OverdueOnly = true, State = ChildReportState.Responded, Purpose = ReadPurpose.Supervision, PageSize = 500 })).Reports.Select(r => r.Id));

        // The clock ticks as often as the test's time passes.
        async Task Passes(TimeSpan time)
        {
            app.Clock.Advance(time);
            await Task.Delay(200);
            app.Clock.Advance(TimeSpan.FromSeconds(16));
        }
    }

    [Fact]
    public async Task A_level_takes_notice_of_what_it_is_told()
    {
        const string place = "510104022006";
        var id = (await app.As("resident", place).ChildReports.ReportChildAtRiskAsync(ToReport(place))).Id;
        await app.Worker(place[..9], "goes").ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = id, Text = "已到场，孩子平安" });
        async Task<List<(string, int)>> Notices(WelfareCaller who, ReportLevel level) => [.. (await who.ChildReports.ListChildNoticesAsync(new() { Level = level, DivisionCode = place })).Notices.Select(n => (n.ReportId, n.Number))];
        Assert.Equal([(id, 1)], await Notices(app.Worker(place[..9]), ReportLevel.Town));
        Assert.Equal([(id, 2)], await Notices(app.Supervisor(), ReportLevel.County));
        Assert.Empty(await Notices(app.Supervisor("510105"), ReportLevel.County));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Worker(place[..9]).ChildReports.TakeNoticeAsync(new() { Id = id, Number = 2 }));
        await Refused(StatusCode.NotFound, "CHILD_STEP_NOT_FOUND", () => app.Supervisor().ChildReports.TakeNoticeAsync(new() { Id = id, Number = 9 }));
        await app.Supervisor(subject: "notes").ChildReports.TakeNoticeAsync(new() { RequestId = NewId(), Id = id, Number = 2 });
        var again = await app.Supervisor(subject: "other").ChildReports.TakeNoticeAsync(new() { RequestId = NewId(), Id = id, Number = 2 });
        Assert.Equal("notes", again.Steps[1].NoticedBy);
        Assert.Empty(await Notices(app.Supervisor(), ReportLevel.County));
    }

    [Fact]
    public async Task Limits_are_data_with_a_day()
    {
        var operate = app.As("province-operator", "51");
        ProtectionRule Rule() => new() { SinceDate = app.Day(1), RespondMinutes = 60, PlaceMinutes = 720, EscalateMinutes = 30 };
        await operate.ChildReports.SetProtectionRuleAsync(new() { RequestId = NewId(), Rule = Rule() });
        await Refused(StatusCode.AlreadyExists, "RULE_EXISTS", () => operate.ChildReports.SetProtectionRuleAsync(new() { RequestId = NewId(), Rule = Rule() }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").ChildReports.SetProtectionRuleAsync(new() { Rule = Rule() }));
        await WrongFields(() => operate.ChildReports.SetProtectionRuleAsync(new() { Rule = new() { SinceDate = app.Day(-1), RespondMinutes = 100, PlaceMinutes = 100 } }), "rule.since_date", "rule.place_minutes", "rule.escalate_minutes");
        async Task<TimeSpan> Limit() => (await app.As("resident", SmallMap.Community).ChildReports.ReportChildAtRiskAsync(ToReport())).RespondByTime.ToDateTimeOffset() - app.Clock.GetUtcNow();
        Assert.Equal(TimeSpan.FromHours(2), await Limit());
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromHours(1), await Limit());
        Assert.Equal([60, 120], (await app.Supervisor().ChildReports.ListProtectionRulesAsync(new())).Rules.Select(r => r.RespondMinutes));
        await app.QueryAll<int>("delete from protection_rules where respond_minutes = 60");
    }

    [Fact]
    public async Task A_report_of_a_sealed_child_stays_workable_while_it_is_open_and_is_sealed_with_the_rest_after()
    {
        const string place = "510104023013";
        var (worker, chief) = (app.Worker(place[..9], "goes"), app.Supervisor(subject: "chief"));
        var child = await app.New(app.Child(place));
        async Task<string> Responded()
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(2));
            var id = (await app.As("resident", place).ChildReports.ReportChildAtRiskAsync(ToReport(place))).Id;
            await worker.ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = id, Text = "已到场，孩子平安", PersonId = child.Id });
            return id;
        }
        async Task<Dictionary<string, string>> Listed(WelfareCaller who) =>
            (await who.ChildReports.ListChildReportsAsync(new() { DivisionCode = place, Purpose = ReadPurpose.Case, PageSize = 500 })).Reports.ToDictionary(r => r.Id, r => r.PersonId);
        var (open, ended) = (await Responded(), await Responded());
        await chief.ChildReports.ConfirmGuardianAsync(new() { RequestId = NewId(), Id = ended, Kind = GuardianKind.Parent, Text = "父亲已返回" });
        Assert.Equal((child.Id, child.Id), (await Listed(worker) is var before ? (before[open], before[ended]) : default));
        await chief.People.SealPersonAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "监护人申请封存" });

        var after = await Listed(worker);
        Assert.Equal((true, false), (after.ContainsKey(open), after.ContainsKey(ended)));
        Assert.Equal("", after[open]);
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.ChildReports.GetChildReportAsync(new() { Id = ended, Purpose = ReadPurpose.Case }));
        // Somebody must go there, whatever is sealed.
        var read = await worker.ChildReports.GetChildReportAsync(new() { Id = open, Purpose = ReadPurpose.Emergency });
        Assert.Equal((Story, Where, ""), (read.Text, read.Address, read.PersonId));
        var placed = await worker.ChildReports.PlaceChildAsync(new() { RequestId = NewId(), Id = open, Kind = PlacementKind.Relative, Text = "交由外婆照料" });
        Assert.Equal((ChildReportState.Placed, ""), (placed.State, placed.PersonId));
        // Whoever may unseal goes on seeing all of it.
        Assert.Equal((child.Id, child.Id), (await Listed(chief) is var all ? (all[open], all[ended]) : default));
        Assert.Equal(child.Id, (await chief.ChildReports.GetChildReportAsync(new() { Id = ended, Purpose = ReadPurpose.Supervision })).PersonId);
    }

    /// <summary>Whose calls' spans end while it lives.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener listener;

        public Spans()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = s => s.Name == "Microsoft.AspNetCore", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = a => Who.Enqueue(a.GetTagItem("enduser.id") as string),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<string?> Who { get; } = [];

        public void Dispose() => listener.Dispose();
    }
}
