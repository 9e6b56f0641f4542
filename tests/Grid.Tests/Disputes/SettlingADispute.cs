using Governance.Grid.Tests.Calls;
using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Disputes.DisputeSteps;

namespace Governance.Grid.Tests.Disputes;

/// <summary>From intake to an agreement that is kept, or is not.</summary>
public sealed class SettlingADispute(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task A_mediated_agreement_that_is_performed_closes_it()
    {
        var place = await app.NewCommunity();
        var mediator = app.Mediator(place);
        var dispute = await app.Mediating(place);
        await Refused(StatusCode.FailedPrecondition, "PROCEEDING_GOES_ON", () => mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.AdministrativeMediation }));
        var settled = await mediator.Disputes.SettleDisputeAsync(app.Agreement(dispute));
        Assert.Equal((DisputeState.Settled, ProceedingOutcome.Settled), (settled.State, Assert.Single(settled.Proceedings).Outcome));
        Assert.Null(settled.LevelDueTime);
        await Refused(StatusCode.FailedPrecondition, "DISPUTE_NOT_OPEN", () => mediator.Disputes.EscalateDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "调解不成" }));
        var closed = await mediator.Disputes.FollowUpDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Performance = Performance.Performed, Findings = "已修好并付清" });
        Assert.Equal(DisputeState.Closed, closed.State);
        Assert.Equal(["Open", "BeginProceeding", "Settle", "FollowUp"], (await mediator.Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps.Select(s => s.Kind));
        Assert.Equal(["DisputeOpened", "DisputeSettled", "DisputeClosed"], await app.QueryAll<string>("select split_part(type, '.', 4) from events where aggregate_id = $1 order by position", Guid.Parse(dispute.Id)));
    }

    [Fact]
    public async Task A_broken_agreement_opens_it_again_with_a_new_limit_and_part_of_it_is_looked_at_again()
    {
        var place = await app.NewCommunity();
        var dispute = await app.SettledDispute(place);
        var mediator = app.Mediator(place);
        var later = app.Agreement(dispute, 20).PerformByDate;
        await WrongFields(() => mediator.Disputes.FollowUpDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Performance = Performance.Partly, Findings = "已付一半" }), "perform_by_date");
        var partly = await mediator.Disputes.FollowUpDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Performance = Performance.Partly, Findings = "已付一半", PerformByDate = later });
        Assert.Equal((DisputeState.Settled, later), (partly.State, partly.PerformByDate));
        var broken = await mediator.Disputes.FollowUpDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Performance = Performance.Broken, Findings = "拒不履行" });
        Assert.Equal((DisputeState.Open, 1), (broken.State, broken.ReopenCount));
        Assert.NotNull(broken.LevelDueTime);
        Assert.Null(broken.SettleTime);
        // Settled a second time, it counts once.
        await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.AdministrativeMediation });
        await mediator.Disputes.SettleDisputeAsync(app.Agreement(dispute));
        var today = app.Agreement(dispute).SignDate;
        var row = (await app.As("town-clerk", place[..9]).Disputes.GetDisputeFiguresAsync(new() { DivisionCode = place[..9], FromDate = today, ToDate = today })).Total;
        Assert.Equal((1, 1, 1, 1, 0), (row.OpenedCount, row.SettledCount, row.MediatedCount, row.SettledBelowCountyCount, row.OpenCount));
    }

    [Fact]
    public async Task What_courts_decide_comes_after_mediation_or_needs_a_reason_and_is_docked_with_a_number()
    {
        var place = await app.NewCommunity();
        var mediator = app.Mediator(place);
        var dispute = await app.NewDispute(place);
        await WrongFields(() => mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation, Docking = Docking.Police }), "docking_number");
        await Refused(StatusCode.FailedPrecondition, "MEDIATION_FIRST", () => mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.Litigation }));
        await Refused(StatusCode.FailedPrecondition, "NO_PROCEEDING", () => mediator.Disputes.SettleDisputeAsync(app.Agreement(dispute)));
        await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation, Docking = Docking.Police, DockingNumber = "派出所移字12号" });
        await mediator.Disputes.EndProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "双方分歧过大" });
        await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.Litigation });
        var docked = await mediator.Disputes.RecordDockingAsync(new() { RequestId = NewId(), Id = dispute.Id, Docking = Docking.Court, DockingNumber = "（2026）川0104民初77号" });
        Assert.Equal([(ProceedingKind.PeoplesMediation, Docking.Police, ProceedingOutcome.Failed), (ProceedingKind.Litigation, Docking.Court, ProceedingOutcome.Unspecified)], docked.Proceedings.Select(p => (p.Kind, p.Docking, p.Outcome)));
        Assert.Equal("（2026）川0104民初77号", docked.Proceedings[1].DockingNumber);
        Assert.Null(docked.LevelDueTime);
        // Another number from the same side: the one before is kept, and read in the timeline.
        await mediator.Disputes.RecordDockingAsync(new() { RequestId = NewId(), Id = dispute.Id, Docking = Docking.Court, DockingNumber = "（2026）川0104民初78号" });
        Assert.Equal(["公调对接：派出所移字12号", "诉非衔接：（2026）川0104民初77号", "诉非衔接：（2026）川0104民初78号"], (await mediator.Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps.Where(s => s.Kind == "RecordDocking").Select(s => s.Reason));
        await Refused(StatusCode.FailedPrecondition, "PROCEEDING_ELSEWHERE", () => mediator.Disputes.EscalateDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "久拖不决" }));
        Assert.NotNull((await mediator.Disputes.EndProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "原告撤诉" })).LevelDueTime);
    }

    [Fact]
    public async Task Out_of_a_call_once_and_its_settlement_answers_the_call()
    {
        var place = await app.NewCommunity();
        var mediator = app.Mediator(place);
        var call = await app.AsResident(place).Calls.OpenCallAsync(Appeals.Appeal(place: place, text: "邻居半夜装修，请来调解"));
        OpenDisputeRequest Out() => new() { RequestId = NewId(), CallId = call.Id, Kind = DisputeKind.Neighbours, Risk = DisputeRisk.Medium };
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { return await mediator.Disputes.OpenDisputeAsync(Out()); }
            catch (RpcException e) when (Read(e).Reason is "CALL_HAS_DISPUTE" or "ETAG_MISMATCH") { return null; }
        }));
        var dispute = Assert.Single(tries, t => t is not null)!;
        await Refused(StatusCode.AlreadyExists, "CALL_HAS_DISPUTE", () => mediator.Disputes.OpenDisputeAsync(Out()));
        Assert.Equal((place, call.Id), (dispute.DivisionCode, dispute.CallId));
        var revealed = await mediator.Disputes.RevealDisputeAsync(new() { Id = dispute.Id, Purpose = "上门调解" });
        Assert.Equal(("邻居半夜装修，请来调解", "王小明", "13812345678"), (revealed.Facts, Assert.Single(revealed.Parties).Name, revealed.Parties[0].Phone));
        Assert.Equal(CallState.InProgress, (await app.Centre().Calls.GetCallAsync(new() { Id = call.Id })).State);

        await mediator.Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation });
        await mediator.Disputes.SettleDisputeAsync(app.Agreement(dispute));
        var answered = await app.Centre().Calls.GetCallAsync(new() { Id = call.Id });
        Assert.Equal((CallState.Resolved, "矛盾纠纷已化解：经人民调解达成协议"), (answered.State, answered.Resolution));
        Assert.DoesNotContain("李大山", answered.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_is_over_for_docking_numbers_too()
    {
        var place = await app.NewCommunity();
        var dispute = await app.Mediating(place);
        await app.Mediator(place).Disputes.WithdrawDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Reason = "双方和解" });
        await Refused(StatusCode.FailedPrecondition, "DISPUTE_NOT_OPEN", () => app.Mediator(place).Disputes.RecordDockingAsync(new() { RequestId = NewId(), Id = dispute.Id, Docking = Docking.Court, DockingNumber = "1号" }));
    }

    [Fact]
    public async Task What_a_follow_up_finds_is_sealed_and_revealed_with_the_rest()
    {
        var place = await app.NewCommunity();
        var (dispute, mediator) = (await app.SettledDispute(place), app.Mediator(place));
        await mediator.Disputes.FollowUpDisputeAsync(new() { RequestId = NewId(), Id = dispute.Id, Performance = Performance.Broken, Findings = "李大山未赔偿王小明" });
        var step = Assert.Single((await mediator.Disputes.ListDisputeStepsAsync(new() { Id = dispute.Id })).Steps, s => s.Kind == "FollowUp");
        Assert.DoesNotContain("李大山", step.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from dispute_steps where dispute_id = $1 and (reason like '%李大山%' or position(convert_to('李大山', 'UTF8') in findings) > 0)", Guid.Parse(dispute.Id)));
        Assert.Equal((step.Reason, "李大山未赔偿王小明"), Assert.Single((await mediator.Disputes.RevealDisputeAsync(new() { Id = dispute.Id, Purpose = "回访履行情况" })).Findings) is var found ? (found.Performance, found.Findings) : default);
    }

    [Fact]
    public async Task A_call_that_is_over_becomes_no_dispute()
    {
        var call = await app.AsResident(subject: "takes-it-back").Calls.OpenCallAsync(Appeals.Appeal());
        await app.AsResident(subject: "takes-it-back").Calls.WithdrawCallAsync(new() { Id = call.Id, Reason = "已经和好" });
        await Refused(StatusCode.FailedPrecondition, "CALL_IS_DONE", () => app.Centre().Disputes.OpenDisputeAsync(new() { RequestId = NewId(), CallId = call.Id, Kind = DisputeKind.Family, Risk = DisputeRisk.Low }));
        Assert.Equal(0, await app.Query<long>("select count(*) from disputes where call_id = $1", Guid.Parse(call.Id)));
    }

    [Fact]
    public async Task Who_is_in_it_is_sealed_masked_and_revealed_with_a_trace()
    {
        var place = await app.NewCommunity();
        var dispute = await app.SettledDispute(place);
        var shown = await app.Mediator(place).Disputes.GetDisputeAsync(new() { Id = dispute.Id });
        Assert.Equal(("王**", "138****5678", "510***********123X"), (shown.Parties[0].Name, shown.Parties[0].Phone, shown.Parties[0].IdentityNumber));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("grid-worker", place).Disputes.RevealDisputeAsync(new() { Id = dispute.Id, Purpose = "随便看看" }));
        var revealed = await app.Mediator(place).Disputes.RevealDisputeAsync(new() { Id = dispute.Id, Purpose = "回访履行情况" });
        Assert.Equal(["王小明", "李大山"], revealed.Parties.Select(p => p.Name));
        Assert.Contains("八百元", revealed.Agreement, StringComparison.Ordinal);
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '回访履行情况'", Guid.Parse(dispute.Id)));
        // Nothing of it lies open anywhere.
        foreach (var secret in (string[])["王小明", "李大山", "13812345678", "51010419880102123X", "漏水", "八百元"])
        {
            Assert.Equal(0, await app.Query<long>("select (select count(*) from disputes d where position(convert_to($2, 'UTF8') in d.facts || coalesce(d.agreement, '')) > 0 and id = $1) + (select count(*) from dispute_parties p where dispute_id = $1 and position(convert_to($2, 'UTF8') in p.name || coalesce(p.phone, '') || coalesce(p.number, '')) > 0) + (select count(*) from events where aggregate_id = $1 and payload::text like '%' || $2 || '%') + (select count(*) from dispute_steps where dispute_id = $1 and reason like '%' || $2 || '%')",
                Guid.Parse(dispute.Id), secret));
        }
    }

    [Fact]
    public async Task All_wrong_fields_are_told_at_once()
    {
        var told = await WrongFields(() => app.Centre().Disputes.OpenDisputeAsync(new()
        {
            RequestId = NewId(), PlaceCode = "999", Facts = "短", Parties = { new DisputePartyToEnter { Role = DisputePartyRole.Respondent, Phone = "1", IdentityNumber = "x" } },
        }), "kind", "risk", "facts", "parties[0].name", "parties[0].phone", "parties[0].identity_number", "parties", "place_code");
        Assert.DoesNotContain(told.Violations, v => v.Description.Length == 0);
    }

    [Fact]
    public async Task The_same_request_twice_is_one_dispute()
    {
        var place = await app.NewCommunity();
        var mediator = app.As("town-clerk", place, subject: "the-mediator");
        var request = Quarrel(place);
        Assert.Equal(await mediator.Disputes.OpenDisputeAsync(request), await mediator.Disputes.OpenDisputeAsync(request));
        Assert.Equal(1, await app.Query<long>("select count(*) from disputes where area = $1", place));
    }

    [Fact]
    public async Task Lists_come_in_pages_newest_first_and_narrow_as_asked()
    {
        var place = await app.NewCommunity();
        var (first, second, third) = (await app.NewDispute(place), await app.NewDispute(place, DisputeRisk.High), await app.SettledDispute(place));
        var mediator = app.Mediator(place[..9]);
        var page = await mediator.Disputes.ListDisputesAsync(new() { DivisionCode = place, PageSize = 2 });
        Assert.Equal([third.Id, second.Id], page.Disputes.Select(d => d.Id));
        Assert.Equal([first.Id], (await mediator.Disputes.ListDisputesAsync(new() { DivisionCode = place, PageSize = 2, PageToken = page.NextPageToken })).Disputes.Select(d => d.Id));
        Assert.Equal([second.Id], (await mediator.Disputes.ListDisputesAsync(new() { UnreportedOnly = true })).Disputes.Select(d => d.Id));
        Assert.Equal([third.Id], (await mediator.Disputes.ListDisputesAsync(new() { OnlyState = DisputeState.Settled })).Disputes.Select(d => d.Id));
        Assert.Equal([second.Id, first.Id], (await mediator.Disputes.ListDisputesAsync(new() { OpenOnly = true })).Disputes.Select(d => d.Id));
        Assert.All(page.Disputes, d => Assert.Empty(d.Parties));
        Assert.Empty((await app.Mediator(place[..9] + "002").Disputes.ListDisputesAsync(new() { DivisionCode = place[..9] })).Disputes);
        Assert.Empty((await mediator.Disputes.ListDisputesAsync(new() { DivisionCode = "51", OnlyLevel = ResponseLevel.City })).Disputes);
    }
}
