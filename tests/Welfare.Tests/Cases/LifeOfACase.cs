using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

public sealed class LifeOfACase(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task From_the_referral_to_the_end_and_on_again()
    {
        var person = await app.New();
        var (worker, supervisor) = (app.Worker(subject: "social"), app.Supervisor(subject: CaseLife.Boss));
        await app.Enlist("social");
        var found = await worker.Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = person.Id, Summary = "独居，近期跌倒一次" });
        Assert.Equal((CaseState.Referred, CaseLimitKind.Screening, CaseSource.Staff, person.DivisionCode), (found.State, found.DueKind, found.Source, found.DivisionCode));
        Assert.Equal(app.Clock.GetUtcNow().AddHours(24), found.DueTime.ToDateTimeOffset());
        found = await worker.Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Findings = "情况属实" });
        // Ten working days after a Wednesday: two weeks.
        Assert.Equal((CaseLimitKind.Plan, app.Clock.GetUtcNow().AddDays(14)), (found.DueKind, found.DueTime.ToDateTimeOffset()));
        found = await worker.Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Worker = "social" });
        found = await worker.Cases.SubmitPlanAsync(app.Plan(found));
        await Refused(StatusCode.FailedPrecondition, "PLAN_WAITS", () => worker.Cases.SubmitPlanAsync(app.Plan(found)));
        await WrongFields(() => supervisor.Cases.DecidePlanAsync(new() { Id = found.Id }), "reason");
        Assert.Equal(CaseState.Open, (await supervisor.Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Reason = "缺少责任人" })).State);
        await worker.Cases.SubmitPlanAsync(app.Plan(found));
        found = await supervisor.Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true });
        Assert.Equal(CaseState.Planned, found.State);
        await Refused(StatusCode.FailedPrecondition, "CASE_NOT_THERE", () => worker.Cases.ReviewCaseAsync(new() { Id = found.Id, Findings = "尚早" }));
        found = await worker.Cases.StartCaseAsync(new() { RequestId = NewId(), Id = found.Id, Etag = found.Etag });
        Assert.Equal((CaseLimitKind.Review, app.Clock.GetUtcNow().AddMonths(3)), (found.DueKind, found.DueTime.ToDateTimeOffset()));
        await worker.Cases.RecordResultAsync(new() { RequestId = NewId(), Id = found.Id, ActionNumber = 1, Result = "扶手已装" });
        await WrongFields(() => worker.Cases.RecordResultAsync(new() { Id = found.Id, ActionNumber = 3, Result = "没有第三项" }), "action_number");
        await worker.Cases.ReviewCaseAsync(new() { RequestId = NewId(), Id = found.Id, Findings = "好转" });
        await worker.Cases.ContinueCaseAsync(new() { RequestId = NewId(), Id = found.Id });
        await worker.Cases.SetCaseFlagsAsync(new() { RequestId = NewId(), Id = found.Id, Flags = { CaseFlag.NotAlone, CaseFlag.NotAlone, CaseFlag.Urgent } });
        var read = await worker.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case });
        Assert.Equal(("独居，近期跌倒一次", 2, PlanState.Approved, "扶手已装", CaseLife.Boss), (read.Summary, read.Plan.Number, read.Plan.State, read.Plan.Actions[0].Result, read.Plan.Decider));
        Assert.Equal([CaseFlag.Urgent, CaseFlag.NotAlone], read.Flags);
        Assert.Contains("social GetCase Case", await app.Trail(found.Id));

        found = await app.Close(found);
        Assert.Equal((CaseState.Closed, CaseOutcome.GoalsMet), (found.State, found.Closure.Outcome));
        Assert.Null(found.DueTime);
        await Refused(StatusCode.FailedPrecondition, "CASE_NOT_THERE", () => worker.Cases.SubmitPlanAsync(app.Plan(found)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => worker.Cases.ReopenCaseAsync(new() { Id = found.Id, Reason = "再次跌倒" }));
        found = await supervisor.Cases.ReopenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Reason = "再次跌倒" });
        Assert.Equal((CaseState.Open, CaseLimitKind.Plan), (found.State, found.DueKind));
        Assert.Null(found.Closure);

        var steps = (await worker.CaseNotes.ListCaseStepsAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case })).Steps.Select(s => s.Kind);
        Assert.Equal([CaseStepKind.Referred, CaseStepKind.Screened, CaseStepKind.Opened, CaseStepKind.PlanSubmitted, CaseStepKind.PlanRejected, CaseStepKind.PlanSubmitted, CaseStepKind.Planned, CaseStepKind.Started,
            CaseStepKind.ResultRecorded, CaseStepKind.Reviewed, CaseStepKind.Continued, CaseStepKind.Flagged, CaseStepKind.ClosureProposed, CaseStepKind.Closed, CaseStepKind.Reopened], steps);
        foreach (var type in new[] { "CaseReferred", "CaseAccepted", "CasePlanned", "CaseClosed", "CaseReopened" }) Assert.Single(await app.Events(type), e => e.Contains(found.Id, StringComparison.Ordinal));
        Assert.Equal(new[] { "再次跌倒", "好转", "缺少责任人", "情况属实", "独居，近期跌倒一次" }.Order(), (await worker.CaseNotes.ListCaseNotesAsync(new() { CaseId = found.Id, Purpose = ReadPurpose.Case })).Notes.Select(n => n.Text).Order());
        Assert.DoesNotContain("跌倒", await app.AtRest("case_notes"), StringComparison.Ordinal);
        var plans = await app.AtRest("case_plans");
        foreach (var mark in new[] { "居家安全", "安装扶手", "扶手已装" }) Assert.DoesNotContain(mark, plans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_approves_what_is_their_own()
    {
        var found = await app.Opened();
        var same = app.As("welfare-supervisor", "510104", subject: "same");
        await same.Cases.SubmitPlanAsync(app.Plan(found));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => same.Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Worker().Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));
        Assert.Equal(CaseState.Planned, (await app.Supervisor().Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true })).State);
        await Refused(StatusCode.FailedPrecondition, "NO_PLAN_WAITS", () => app.Supervisor().Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));

        await same.Cases.ProposeClosureAsync(new() { RequestId = NewId(), Id = found.Id, Outcome = CaseOutcome.Declined, Message = "本人婉拒帮扶" });
        await Refused(StatusCode.FailedPrecondition, "CLOSURE_WAITS", () => app.Worker().Cases.ProposeClosureAsync(new() { Id = found.Id, Outcome = CaseOutcome.Declined, Message = "本人婉拒帮扶" }));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => same.Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));
        Assert.Null((await app.Supervisor().Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Reason = "请再联系家属" })).Closure);
        await Refused(StatusCode.FailedPrecondition, "NO_CLOSURE_WAITS", () => app.Supervisor().Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));
    }

    [Fact]
    public async Task A_person_has_one_case_at_a_time_though_many_refer()
    {
        var person = await app.New();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            try { return (await app.Worker(subject: $"refers-{i}").Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = person.Id, Summary = "需要帮扶" })).Id; }
            catch (RpcException e) { return Outcomes.Read(e).Reason; }
        }));
        Assert.Equal(4, outcomes.Count(o => o == "CASE_UNDER_WAY"));
        var told = await Refused(StatusCode.AlreadyExists, "CASE_UNDER_WAY", () => app.Worker().Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = person.Id, Summary = "需要帮扶" }));
        Assert.Equal(outcomes.Single(o => o != "CASE_UNDER_WAY"), told.Facts["case_id"]);
    }

    [Fact]
    public async Task Somebody_unknown_is_referred_and_found_out_by_screening()
    {
        var director = app.As("child-director", SmallMap.Community);
        var child = await app.New(app.Child());
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.AsPartner("welfare.refer", "5101").Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = child.Id, Summary = "学校报告" }));
        var found = await app.AsPartner("welfare.refer", "5101").Cases.ReferCaseAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Summary = "学校报告：多日缺课" });
        Assert.Equal((CaseSource.Agency, ""), (found.Source, found.PersonId));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => director.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => director.Cases.ReferCaseAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.OtherTown, Summary = "需要帮扶" }));
        await WrongFields(() => app.Worker().Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Findings = "核实" }), "person_id");
        found = await app.Worker().Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, PersonId = child.Id, Findings = "核实" });
        Assert.Equal((child.Id, CaseState.Screened), (found.PersonId, found.State));
        await WrongFields(() => director.Cases.ReferCaseAsync(new() { DivisionCode = "51", Summary = "短" }), "division_code", "summary");
    }

    [Fact]
    public async Task A_message_to_the_resident_holds_no_name_and_no_number()
    {
        var found = await app.Opened();
        foreach (var message in new[] { "请联系 13512345678", "证件 51010419480102123X 已核", "陈桂芳已得到帮助" })
        {
            await WrongFields(() => app.Worker().Cases.ProposeClosureAsync(new() { Id = found.Id, Outcome = CaseOutcome.GoalsMet, Message = message }), "message");
        }
        await app.Close(found, "2026 年 3 月起按规定发放");
        var told = string.Concat(await app.QueryAll<string>("select payload::text from events where type like '%Case%'"));
        Assert.All(new[] { "陈桂芳", "13512345678", "跌倒" }, secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_show_ones_own_area_and_no_sealed_person()
    {
        const string home = "510104022006";
        var (one, two) = (await app.Opened(home: home), await app.Referred(home: home));
        var worker = app.Worker(home[..9]);
        async Task<string[]> Found(WelfareCaller by, Action<ListCasesRequest>? narrow = null)
        {
            var request = new ListCasesRequest { DivisionCode = home, Purpose = ReadPurpose.Supervision, PageSize = 1 };
            narrow?.Invoke(request);
            var all = new List<string>();
            do
            {
                var page = await by.Cases.ListCasesAsync(request);
                all.AddRange(page.Cases.Select(c => c.Id));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return [.. all];
        }
        Assert.Equal([two.Id, one.Id], await Found(worker));
        Assert.Equal([one.Id], await Found(worker, r => r.State = CaseState.Open));
        Assert.Equal([one.Id], await Found(worker, r => r.Worker = CaseLife.Reader));
        Assert.Equal([two.Id], await Found(worker, r => r.PersonId = two.PersonId));
        Assert.Empty(await Found(app.Worker()));
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = one.PersonId, Reason = "依本人申请" });
        Assert.Equal([two.Id], await Found(worker));
        Assert.Equal([two.Id, one.Id], await Found(app.Supervisor()));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.Cases.GetCaseAsync(new() { Id = one.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.CaseNotes.AddCaseNoteAsync(new() { RequestId = NewId(), CaseId = one.Id, Text = "记录" }));
    }

    [Fact]
    public async Task A_case_moves_with_its_person_inside_ones_areas()
    {
        var found = await app.InService();
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = found.PersonId, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        var there = app.Worker(SmallMap.OtherTown[..9]);
        var moved = await there.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case });
        Assert.Equal((SmallMap.OtherTown, "独居，近期跌倒一次", 1), (moved.DivisionCode, moved.Summary, moved.Plan.Number));
        Assert.Equal(6, (await there.CaseNotes.ListCaseStepsAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case })).Steps.Count);
        await Refused(StatusCode.NotFound, "CASE_NOT_FOUND", () => app.Worker().Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case }));
    }
}
