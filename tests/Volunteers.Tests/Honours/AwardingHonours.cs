using Governance.Volunteers.Tests.Points;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Honours;

public sealed class AwardingHonours(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task The_most_votes_win_and_are_awarded_by_masked_names()
    {
        var honour = await app.NewHonour("510104", winners: 2);
        Assert.Equal((HonourLevel.County, HonourState.Open), (honour.Level, honour.State));
        var nominations = new List<Nomination>();
        foreach (var volunteer in new[] { await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer(SmallMap.OtherTown) }) nominations.Add(await app.Nominated(honour, volunteer));
        await app.Votes(nominations[0], 1);
        await app.Votes(nominations[1], 3, SmallMap.OtherTown);
        await app.Votes(nominations[2], 2);
        Assert.All(await app.Nominations(honour, app.County()), n => Assert.Equal((0, false), (n.VoteCount, n.Won)));
        await Refused(StatusCode.FailedPrecondition, "VOTES_STILL_RUN", () => app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id }));
        await Refused(StatusCode.FailedPrecondition, "HONOUR_NOT_CLOSED", () => app.County().Honours.AwardHonourAsync(new() { RequestId = NewId(), Id = honour.Id }));

        app.Clock.Advance(TimeSpan.FromDays(11));
        await Refused(StatusCode.FailedPrecondition, "HONOUR_NOT_OPEN", () => app.As("resident", SmallMap.Community).Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nominations[0].Id }));
        await Refused(StatusCode.NotFound, "HONOUR_NOT_FOUND", () => app.Town().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id }));
        await Refused(StatusCode.FailedPrecondition, "CHOICE_WRONG", () => app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id, ChosenIds = { nominations[0].Id } }));
        var request = new CloseHonourRequest { RequestId = NewId(), Id = honour.Id, Etag = honour.Etag };
        var closer = app.County();
        Assert.Equal(await closer.Honours.CloseHonourAsync(request), await closer.Honours.CloseHonourAsync(request));
        await Refused(StatusCode.FailedPrecondition, "HONOUR_NOT_OPEN", () => app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id }));

        Assert.Equal([(1, false), (3, true), (2, true)], (await app.Nominations(honour)).Select(n => (n.VoteCount, n.Won)));
        Assert.Equal([nominations[1].Id, nominations[2].Id], (await app.Nominations(honour, winnersOnly: true)).Select(n => n.Id));
        Assert.All(await app.Nominations(honour, app.AsPartner("volunteers.read", "5101")), n => Assert.Equal(("李**", "", ""), (n.Name, n.VolunteerId, n.Reason)));
        Assert.Equal(HonourState.Awarded, (await app.County().Honours.AwardHonourAsync(new() { RequestId = NewId(), Id = honour.Id })).State);
        await Refused(StatusCode.FailedPrecondition, "HONOUR_NOT_CLOSED", () => app.County().Honours.AwardHonourAsync(new() { RequestId = NewId(), Id = honour.Id }));
        var events = (await app.Events("HonourAwarded")).Where(e => e.Contains(honour.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Contains("\"County\"", e, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tie_is_decided_by_whom_the_caller_chooses_and_who_has_no_vote_wins_nothing()
    {
        var honour = await app.NewHonour(winners: 2);
        var nominations = new List<Nomination>();
        for (var i = 0; i < 4; i++) nominations.Add(await app.Nominated(honour, await app.NewVolunteer()));
        await app.Votes(nominations[0], 2);
        await app.Votes(nominations[1], 1);
        await app.Votes(nominations[2], 1);
        app.Clock.Advance(TimeSpan.FromDays(11));
        Task Close(params Nomination[] chosen) => app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id, ChosenIds = { chosen.Select(n => n.Id) } }).ResponseAsync;
        var tie = await Refused(StatusCode.FailedPrecondition, "TIE_TO_DECIDE", () => Close());
        Assert.Equal("1", tie.Facts["places"]);
        Assert.Equal([.. new[] { nominations[1].Id, nominations[2].Id }.Order()], tie.Facts["tied"].Split(',').Order());
        foreach (var wrong in new[] { new[] { nominations[0] }, [nominations[3]], [nominations[1], nominations[2]] }) await Refused(StatusCode.FailedPrecondition, "CHOICE_WRONG", () => Close(wrong));
        await Close(nominations[2]);
        Assert.Equal([true, false, true, false], (await app.Nominations(honour)).Select(n => n.Won));

        var nobody = await app.NewHonour();
        await app.Nominated(nobody, await app.NewVolunteer());
        app.Clock.Advance(TimeSpan.FromDays(11));
        await app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = nobody.Id });
        await Refused(StatusCode.FailedPrecondition, "NO_WINNERS", () => app.County().Honours.AwardHonourAsync(new() { RequestId = NewId(), Id = nobody.Id }));
    }

    [Fact]
    public async Task A_jury_chooses_among_the_nominated_and_nobody_votes()
    {
        var honour = await app.NewHonour(method: HonourMethod.Jury, winners: 1);
        var (one, other) = (await app.Nominated(honour, await app.NewVolunteer()), await app.Nominated(honour, await app.NewVolunteer()));
        await Refused(StatusCode.FailedPrecondition, "HONOUR_BY_JURY", () => app.Votes(one, 1));
        var elsewhere = await app.Nominated(await app.NewHonour(), await app.NewVolunteer());
        foreach (var wrong in new[] { new[] { one.Id, other.Id }, [elsewhere.Id] }) await Refused(StatusCode.FailedPrecondition, "CHOICE_WRONG", () => app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id, ChosenIds = { wrong } }));
        await app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id, ChosenIds = { other.Id } });
        Assert.Equal([other.Id], (await app.Nominations(honour, winnersOnly: true)).Select(n => n.Id));
    }

    [Fact]
    public async Task One_vote_a_person_however_fast_and_none_for_oneself_or_from_elsewhere()
    {
        var honour = await app.NewHonour();
        var me = app.As("resident", SmallMap.Community, subject: "nominated");
        var mine = await me.Registrations.RegisterVolunteerAsync(People.ToRegister());
        await Refused(StatusCode.FailedPrecondition, "OWN_NOMINATION", () => me.Honours.NominateAsync(new() { RequestId = NewId(), HonourId = honour.Id, VolunteerId = mine.Id, Reason = "我很努力" }));
        var (nomination, other) = (await app.Nominated(honour, mine), await app.Nominated(honour, await app.NewVolunteer()));
        await Refused(StatusCode.FailedPrecondition, "OWN_VOTE", () => me.Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nomination.Id }));
        var voter = app.As("resident", SmallMap.Community);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try { await voter.Honours.VoteAsync(new() { RequestId = NewId(), NominationId = i % 2 == 0 ? nomination.Id : other.Id }); return "voted"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o == "voted");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "voted", "VOTED_ALREADY" }));
        Assert.Equal(1, await app.Query<long>("select count(*) from ballots where honour_id = $1", Guid.Parse(honour.Id)));
        var request = new VoteRequest { RequestId = NewId(), NominationId = nomination.Id };
        await me.Honours.VoteAsync(new() { RequestId = NewId(), NominationId = other.Id });
        var again = app.As("resident", SmallMap.Community, subject: "again");
        await again.Honours.VoteAsync(request);
        await again.Honours.VoteAsync(request);

        await Refused(StatusCode.FailedPrecondition, "NOT_OF_THE_DIVISION", () => app.County().Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nomination.Id }));
        await Refused(StatusCode.NotFound, "NOMINATION_NOT_FOUND", () => app.As("resident", SmallMap.OtherTown).Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nomination.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.AsPartner("volunteers.read", SmallMap.Community).Honours.VoteAsync(new() { NominationId = nomination.Id }));
    }

    [Fact]
    public async Task Votes_that_come_while_it_is_closed_count_or_are_refused()
    {
        // The last day; then the clock strikes while people vote.
        var honour = await app.NewHonour();
        var nomination = await app.Nominated(honour, await app.NewVolunteer());
        app.Clock.Advance(TimeSpan.FromDays(10));
        var votes = Enumerable.Range(0, 60).Select(async _ =>
        {
            try { await app.As("resident", SmallMap.Community).Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nomination.Id }); return "voted"; }
            catch (RpcException e) { return Read(e).Reason; }
        }).ToList();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id });
        var outcomes = await Task.WhenAll(votes);
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "voted", "HONOUR_NOT_OPEN" }));
        Assert.Equal(outcomes.Count(o => o == "voted"), (await app.Nominations(honour))[0].VoteCount);
    }

    [Fact]
    public async Task A_name_is_whole_only_where_its_owner_agreed_and_never_a_minors()
    {
        var honour = await app.NewHonour();
        var me = app.As("resident", SmallMap.Community, subject: "agreeing");
        var nomination = await app.Nominated(honour, await me.Registrations.RegisterVolunteerAsync(People.ToRegister()));
        var child = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-13).ToString("yyyyMMdd", null)));
        child.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true, ToChildData = true };
        var minor = await app.Town().Registrations.RegisterVolunteerAsync(child);
        var minors = await app.Nominated(honour, minor);
        Assert.Equal("李**", nomination.Name);
        await Refused(StatusCode.NotFound, "NOMINATION_NOT_FOUND", () => app.As("resident", SmallMap.Community).Honours.ConsentToNameAsync(new() { RequestId = NewId(), Id = nomination.Id, Agreed = true }));
        Assert.Equal("李小明", (await me.Honours.ConsentToNameAsync(new() { RequestId = NewId(), Id = nomination.Id, Agreed = true })).Name);
        await Refused(StatusCode.FailedPrecondition, "NAME_OF_A_MINOR", () => app.Town().Honours.ConsentToNameAsync(new() { RequestId = NewId(), Id = minors.Id, Agreed = true }));
        Assert.Equal(["李小明", "李**"], (await app.Nominations(honour)).Select(n => n.Name));
        Assert.Equal("李**", (await me.Honours.ConsentToNameAsync(new() { RequestId = NewId(), Id = nomination.Id })).Name);
        Assert.All(await app.Nominations(honour, app.Town()), n => Assert.Equal("常年照护独居老人", n.Reason));
        Assert.Equal(0, await app.Query<long>("select count(*) from nominations where position(convert_to('独居', 'UTF8') in sealed_reason) > 0"));

        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = minor.Id, Reason = "监护人撤回" });
        Assert.Equal([nomination.Id], (await app.Nominations(honour)).Select(n => n.Id));
        await Refused(StatusCode.NotFound, "NOMINATION_NOT_FOUND", () => app.Votes(minors, 1));
    }

    [Fact]
    public async Task Nominated_is_once_who_is_active_and_at_home_in_the_division()
    {
        var honour = await app.NewHonour();
        var volunteer = await app.NewVolunteer();
        await app.Nominated(honour, volunteer);
        await Refused(StatusCode.AlreadyExists, "NOMINATED_ALREADY", () => app.Nominated(honour, volunteer));
        var (away, paused) = (await app.NewVolunteer(SmallMap.OtherTown), await app.NewVolunteer());
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = paused.Id, Reason = "核查" });
        foreach (var nobody in new[] { away, paused }) await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.Nominated(honour, nobody));
        await Refused(StatusCode.NotFound, "HONOUR_NOT_FOUND", () => app.As("resident", SmallMap.OtherTown).Honours.NominateAsync(new() { RequestId = NewId(), HonourId = honour.Id, VolunteerId = away.Id, Reason = "热心公益" }));
        await WrongFields(() => app.Town().Honours.NominateAsync(new()), "honour_id", "volunteer_id", "reason");
        await WrongFields(() => app.Town().Honours.OpenHonourAsync(new() { FromDate = "2020-01-01" }), "division_code", "title", "method", "winner_count", "from_date", "to_date");
        await WrongFields(() => app.Town().Honours.CloseHonourAsync(new() { Id = "x", ChosenIds = { "y" } }), "id", "chosen_ids[0]");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Town().Honours.OpenHonourAsync(app.ToOpen("510104")));
    }

    [Fact]
    public async Task Each_sees_the_honours_of_the_divisions_above_and_below()
    {
        var (province, county, town, community) = (await Open("51"), await Open("510104"), await Open(Schemes.Town), await Open(SmallMap.Community));
        var mine = new[] { province, county, town, community };
        async Task Sees(VolunteersCaller caller, params string[] expected) => Assert.Equal(expected.Order(), (await caller.Honours.ListHonoursAsync(new() { PageSize = 500 })).Honours.Select(h => h.Id).Where(mine.Contains).Order());
        await Sees(app.As("resident", SmallMap.Community), mine);
        await Sees(app.Town(), mine);
        await Sees(app.As("resident", SmallMap.OtherTown), province, county);
        await Sees(app.As("resident", $"{SmallMap.OtherTown},{SmallMap.Community},510104"), mine);
        await Sees(app.County("510105"), province);
        await Sees(app.As("auditor", "52"));
        await Sees(app.As("auditor", ""));
        var first = await app.Town().Honours.ListHonoursAsync(new() { PageSize = 1, DivisionCode = Schemes.Town, State = HonourState.Open });
        Assert.True(first.NextPageToken.Length > 0);
        Assert.DoesNotContain(first.Honours, h => h.DivisionCode.Length < 9);
        await Refused(StatusCode.NotFound, "HONOUR_NOT_FOUND", () => app.Nominations(new Honour { Id = community }, app.County("510105")));

        async Task<string> Open(string division) => (await app.As("county-centre", "51").Honours.OpenHonourAsync(app.ToOpen(division))).Id;
    }
}
