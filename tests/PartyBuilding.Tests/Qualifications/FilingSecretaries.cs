using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Qualifications;

public sealed class FilingSecretaries(PartyApp app) : IClassFixture<PartyApp>
{
    private static DecideFilingRequest Decide(Filing filing, bool accept) => new() { RequestId = NewId(), Id = filing.Id, Accept = accept, Reason = accept ? "" : "材料不全，请补充" };

    [Fact]
    public async Task Submitted_returned_submitted_again_and_filed_but_never_by_who_has_submitted()
    {
        var place = Boards.NewCommunity();
        var (_, _, head) = await app.NewHeaded(place, await app.NewQualified(place));
        PartyCaller Officer(string name) => app.As("party-office", "510104", subject: name);
        var request = new SubmitFilingRequest { RequestId = NewId(), HoldingId = head.Id };
        var filing = await Officer("first").Qualifications.SubmitFilingAsync(request);
        Assert.Equal(filing, await Officer("first").Qualifications.SubmitFilingAsync(request));
        Assert.Equal((FilingState.Submitted, 1, "赵小川"), (filing.State, filing.Rounds, filing.Name));
        await Refused(StatusCode.AlreadyExists, "FILING_EXISTS", () => Officer("second").Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id }));
        await Refused(StatusCode.FailedPrecondition, "FILING_SUBMITTED_BY_YOU", () => Officer("first").Qualifications.DecideFilingAsync(Decide(filing, true)));
        await Refused(StatusCode.FailedPrecondition, "FILING_SUBMITTED_BY_YOU", () => Officer("first").Qualifications.DecideFilingAsync(Decide(filing, false)));
        var returned = await Officer("second").Qualifications.DecideFilingAsync(Decide(filing, false));
        Assert.Equal((FilingState.Returned, "材料不全，请补充"), (returned.State, returned.Reason));
        await Refused(StatusCode.FailedPrecondition, "FILING_DECIDED", () => Officer("second").Qualifications.DecideFilingAsync(Decide(filing, true)));
        var again = await app.As("party-clerk", place[..9], subject: "third").Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id });
        Assert.Equal((FilingState.Submitted, 2, "", filing.Id), (again.State, again.Rounds, again.Reason, again.Id));
        // Whoever submitted the first round does not decide the second.
        await Refused(StatusCode.FailedPrecondition, "FILING_SUBMITTED_BY_YOU", () => Officer("first").Qualifications.DecideFilingAsync(Decide(filing, true)));
        await Refused(StatusCode.FailedPrecondition, "FILING_SUBMITTED_BY_YOU", () => Officer("third").Qualifications.DecideFilingAsync(Decide(filing, true)));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Officer("second").Qualifications.DecideFilingAsync(new() { Id = filing.Id, Accept = true, Etag = filing.Etag }));
        await Refused(StatusCode.NotFound, "FILING_NOT_FOUND", () => app.Office("510105").Qualifications.DecideFilingAsync(Decide(filing, true)));
        // The county decides, whatever somebody of a town is called.
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office(place[..9]).Qualifications.DecideFilingAsync(Decide(filing, true)));
        Assert.Equal(FilingState.Filed, (await Officer("second").Qualifications.DecideFilingAsync(Decide(filing, true))).State);
        await Refused(StatusCode.AlreadyExists, "FILING_EXISTS", () => Officer("first").Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id }));
        var told = Assert.Single(await app.Events("SecretaryFiled"), e => e.Contains(filing.Id, StringComparison.Ordinal) && e.Contains(head.Id, StringComparison.Ordinal));
        Assert.DoesNotContain("赵小川", told, StringComparison.Ordinal);
        Assert.Equal((1, 0), await app.Office().Teams.GetTeamFiguresAsync(new() { DivisionCode = place }) is var figures ? ((int)figures.FiledSecretaries, (int)figures.OverdueFilings) : default);
        Assert.Single((await app.Office().Qualifications.ListFilingsAsync(new() { DivisionCode = place, State = FilingState.Filed })).Filings);
        Assert.DoesNotContain((await app.Office("510105").Qualifications.ListFilingsAsync(new())).Filings, f => f.Id == filing.Id);
    }

    [Fact]
    public async Task Ten_at_once_submit_once_and_ten_at_once_decide_once()
    {
        app.StartReplica();
        var place = Boards.NewCommunity();
        var (_, _, head) = await app.NewHeaded(place, await app.NewQualified(place));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Boards.Told(app.As("party-clerk", "510104", replica: i % 2).Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id }))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "FILING_EXISTS" }));
        var filing = (await app.Office().Qualifications.ListFilingsAsync(new() { DivisionCode = place })).Filings[0];
        outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Boards.Told(app.As("party-office", "510104", replica: i % 2).Qualifications.DecideFilingAsync(Decide(filing, i % 2 == 0)))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "FILING_DECIDED", "ETAG_MISMATCH" }));
        Assert.True((await app.Events("SecretaryFiled")).Count(e => e.Contains(filing.Id, StringComparison.Ordinal)) <= 1);
    }

    [Fact]
    public async Task Only_secretaries_in_office_are_filed()
    {
        var place = Boards.NewCommunity();
        var (_, posts, head) = await app.NewHeaded(place, await app.NewQualified(place));
        var deputy = await app.Office().Teams.FillTeamPostAsync(Boards.ToFill(posts[1], await app.NewQualified(place), app.Day()));
        await Refused(StatusCode.FailedPrecondition, "NOT_A_SECRETARY", () => app.Office().Qualifications.SubmitFilingAsync(new() { HoldingId = deputy.Id }));
        var filing = await app.Office().Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id });
        await app.Office().Teams.VacateTeamPostAsync(new() { RequestId = NewId(), Id = head.Id, End = HoldingEnd.CalledAway, EndDate = app.Day(), Reason = "调任街道工作" });
        await Refused(StatusCode.FailedPrecondition, "HOLDING_ENDED", () => app.Office().Qualifications.DecideFilingAsync(Decide(filing, true)));
        Assert.Equal(FilingState.Returned, (await app.Office().Qualifications.DecideFilingAsync(Decide(filing, false))).State);
        await Refused(StatusCode.FailedPrecondition, "HOLDING_ENDED", () => app.Office().Qualifications.SubmitFilingAsync(new() { HoldingId = head.Id }));
        await Refused(StatusCode.NotFound, "HOLDING_NOT_FOUND", () => app.Office("510105").Qualifications.SubmitFilingAsync(new() { HoldingId = head.Id }));
        await WrongFields(() => app.Office().Qualifications.SubmitFilingAsync(new()), "holding_id");
        await WrongFields(() => app.Office().Qualifications.DecideFilingAsync(new()), "id", "reason");
        await WrongFields(() => app.Office().Qualifications.DecideFilingAsync(new() { Id = NewId(), Accept = true, Reason = "同意备案" }), "reason");
        await WrongFields(() => app.Office().Qualifications.ListFilingsAsync(new() { DivisionCode = "x", State = (FilingState)9, PageSize = -1 }), "division_code", "state", "page_size");
    }

    [Fact]
    public async Task Who_becomes_secretary_leaves_the_reserve()
    {
        var (kept, place) = (Boards.NewCommunity(), Boards.NewCommunity());
        var person = await app.NewQualified(place);
        EnterReserveRequest Enter() => new() { RequestId = NewId(), PersonId = person.Id, DivisionCode = kept[..9], Source = ReserveSource.Veteran };
        var reserve = await app.Office().Qualifications.EnterReserveAsync(Enter());
        Assert.Equal((ReserveState.Ready, ReserveSource.Veteran, "赵小川", app.Day()), (reserve.State, reserve.Source, reserve.Name, reserve.SinceDate));
        await Refused(StatusCode.AlreadyExists, "IN_RESERVE", () => app.Office().Qualifications.EnterReserveAsync(Enter()));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").Qualifications.EnterReserveAsync(Enter()));
        Assert.Contains(reserve, (await app.Office().Qualifications.ListReservesAsync(new() { DivisionCode = kept[..9], Source = ReserveSource.Veteran })).Reserves);
        // By a clerk who does not even see the town that keeps the reserve.
        var (team, posts) = await app.NewTeam(place);
        await app.Clerk(place[..9]).Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(), (posts[0], person)));
        Assert.DoesNotContain((await app.Office().Qualifications.ListReservesAsync(new() { DivisionCode = kept[..9] })).Reserves, r => r.Id == reserve.Id);
        var taken = Assert.Single((await app.Office().Qualifications.ListReservesAsync(new() { State = ReserveState.Taken, DivisionCode = place })).Reserves);
        Assert.Equal(reserve.Id, taken.Id);
        await Refused(StatusCode.FailedPrecondition, "NOT_IN_RESERVE", () => app.Office().Qualifications.RemoveReserveAsync(new() { Id = reserve.Id }));
        var other = await app.Office().Qualifications.EnterReserveAsync(new() { RequestId = NewId(), PersonId = (await app.NewPerson(place)).Id, DivisionCode = place, Source = ReserveSource.TwoNew });
        Assert.Equal(ReserveState.Removed, (await app.Office().Qualifications.RemoveReserveAsync(new() { RequestId = NewId(), Id = other.Id, Etag = other.Etag })).State);
        await Refused(StatusCode.NotFound, "RESERVE_NOT_FOUND", () => app.Office("510105").Qualifications.RemoveReserveAsync(new() { Id = other.Id }));
        await WrongFields(() => app.Office().Qualifications.EnterReserveAsync(new() { DivisionCode = "510104" }), "person_id", "division_code", "source");
        await WrongFields(() => app.Office().Qualifications.ListReservesAsync(new() { DivisionCode = "x", Source = (ReserveSource)99, State = (ReserveState)9, PageSize = -1 }), "division_code", "source", "state", "page_size");
        await WrongFields(() => app.Office().Qualifications.RemoveReserveAsync(new()), "id");
    }
}
