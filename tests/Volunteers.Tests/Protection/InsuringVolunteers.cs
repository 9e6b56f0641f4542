using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Protection;

public sealed class InsuringVolunteers(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task A_cover_is_entered_once_and_seen_by_the_volunteer_and_the_clerk()
    {
        var volunteer = await app.NewVolunteer(subject: "insured");
        var request = app.ToCover(volunteer);
        var cover = await app.Town().Covers.EnterCoverAsync(request);
        Assert.Equal((volunteer.Id, "李**", SmallMap.Community, request.FromDate, request.UntilDate, ""), (cover.VolunteerId, cover.NameMasked, cover.DivisionCode, cover.FromDate, cover.UntilDate, cover.EndDate));
        var again = await Refused(StatusCode.AlreadyExists, "COVER_ENTERED_ALREADY", () => app.Town().Covers.EnterCoverAsync(new(request) { RequestId = NewId() }));
        Assert.Equal(cover.Id, again.Facts["cover_id"]);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var clerk = app.Town();
        var first = await clerk.Covers.EnterCoverAsync(request = app.ToCover(volunteer, CoverKind.Traffic));
        Assert.Equal(first, await clerk.Covers.EnterCoverAsync(request));

        var me = app.As("resident", SmallMap.NextCounty, subject: "insured");
        Assert.Equal([first.Id, cover.Id], (await me.Covers.ListCoversAsync(new())).Covers.Select(c => c.Id));
        Assert.Equal([first.Id], (await me.Covers.ListCoversAsync(new() { Kind = CoverKind.Traffic })).Covers.Select(c => c.Id));
        Assert.Empty((await app.As("resident", SmallMap.Community, subject: "neighbour").Covers.ListCoversAsync(new())).Covers);
        Assert.Equal([first, cover], (await app.As("city-centre", "5101").Covers.ListCoversAsync(new() { VolunteerId = volunteer.Id })).Covers);
        Assert.Empty((await app.County("510105").Covers.ListCoversAsync(new() { VolunteerId = volunteer.Id })).Covers);
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County("510105").Covers.EnterCoverAsync(app.ToCover(volunteer)));

        var told = (await app.Events("VolunteerCovered")).Single(e => e.Contains(cover.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(cover.PolicyNumber, told, StringComparison.Ordinal);
        Assert.DoesNotContain(cover.Insurer, told, StringComparison.Ordinal);
        await WrongFields(() => app.Town().Covers.EnterCoverAsync(new()), "volunteer_id", "kind", "insurer", "policy_number", "from_date", "until_date");
        await WrongFields(() => app.Town().Covers.EnterCoverAsync(app.ToCover(volunteer, from: 5, until: 5)), "until_date");
        await WrongFields(() => app.Town().Covers.EnterCoverAsync(app.ToCover(volunteer, until: 3_661)), "until_date");
        await WrongFields(() => app.Town().Covers.ListCoversAsync(new() { VolunteerId = "x", DivisionCode = "x", Kind = (CoverKind)99, PageToken = "x" }), "volunteer_id", "division_code", "kind", "page_token");
    }

    [Fact]
    public async Task A_whole_team_is_insured_in_one_go_with_a_verdict_a_row()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.NewVolunteer()));
        var (suspended, elsewhere) = (await app.NewVolunteer(), await app.NewVolunteer(SmallMap.NextCounty));
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = suspended.Id, Reason = "核查" });
        await app.Insure(people[4], policy: "TEAM-1");
        var request = Team("TEAM-1", [.. people, suspended, elsewhere, people[0]]);
        request.Rows[1].PolicyNumber = "OWN-1";
        request.Rows.Add(new CoverToEnter { VolunteerId = NewId() });

        var clerk = app.Town();
        var reply = await clerk.Covers.BatchEnterCoversAsync(request);
        Assert.Equal([CoverOutcome.Entered, CoverOutcome.Entered, CoverOutcome.Entered, CoverOutcome.Entered, CoverOutcome.Known, CoverOutcome.NotActive, CoverOutcome.NotFound, CoverOutcome.Known, CoverOutcome.NotFound],
            reply.Verdicts.Select(v => v.Outcome));
        Assert.Equal(4, reply.EnteredCount);
        Assert.Equal(Enumerable.Range(1, 9), reply.Verdicts.Select(v => v.Line));
        Assert.Equal(reply.Verdicts[0].CoverId, reply.Verdicts[7].CoverId);
        Assert.Equal("OWN-1", Assert.Single((await clerk.Covers.ListCoversAsync(new() { VolunteerId = people[1].Id })).Covers).PolicyNumber);
        Assert.Equal(reply, await clerk.Covers.BatchEnterCoversAsync(request));
        Assert.Equal(0, (await clerk.Covers.BatchEnterCoversAsync(new(request) { RequestId = NewId() })).EnteredCount);
    }

    [Fact]
    public async Task Twenty_batches_at_once_insure_nobody_twice()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => app.NewVolunteer()));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.Town().Covers.BatchEnterCoversAsync(Team("TEAM-2", i % 2 == 0 ? people : [.. people.Reverse()])).ResponseAsync));
        Assert.Equal(30, replies.Sum(r => r.EnteredCount));
        Assert.Equal(30, await app.Query<long>("select count(*) from covers where policy_number = 'TEAM-2'"));
        Assert.Equal(30, (await app.Events("VolunteerCovered")).Count(e => people.Any(p => e.Contains(p.Id, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Every_wrong_row_is_named_and_then_nothing_is_entered()
    {
        var volunteer = await app.NewVolunteer();
        var request = Team("", [volunteer, volunteer]);
        request.Rows[0].PolicyNumber = "OWN-2";
        request.Rows.Add(new CoverToEnter { VolunteerId = "x", PolicyNumber = "y" });
        await WrongFields(() => app.Town().Covers.BatchEnterCoversAsync(request), "rows[1].policy_number", "rows[2].volunteer_id", "rows[2].policy_number");
        await WrongFields(() => app.Town().Covers.BatchEnterCoversAsync(new()), "kind", "insurer", "rows", "from_date", "until_date");
        await WrongFields(() => app.Town().Covers.BatchEnterCoversAsync(Team("TEAM-3", [.. Enumerable.Repeat(volunteer, 501)])), "rows");
        Assert.Equal(0, await app.Query<long>("select count(*) from covers where volunteer_id = $1", Guid.Parse(volunteer.Id)));
    }

    [Fact]
    public async Task A_cover_is_ended_once_with_a_sealed_reason_and_stays()
    {
        var volunteer = await app.NewVolunteer(subject: "ended");
        var cover = await app.Insure(volunteer, from: -10, until: 20);
        Task<Cover> End(int day, string? etag = null, VolunteersCaller? by = null) =>
            (by ?? app.Town()).Covers.EndCoverAsync(new() { RequestId = NewId(), Id = cover.Id, EndDate = app.Day(day), Reason = "因病不再参加", Etag = etag ?? "" }).ResponseAsync;
        await Refused(StatusCode.NotFound, "COVER_NOT_FOUND", () => End(0, by: app.County("510105")));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => End(0, "\"9\""));
        Assert.Equal(["end_date"], (await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => End(20))).Fields);
        Assert.Equal(["end_date"], (await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => End(-11))).Fields);
        await WrongFields(() => app.Town().Covers.EndCoverAsync(new() { EndDate = "x" }), "id", "reason", "end_date");
        var ended = await End(3, cover.Etag);
        Assert.Equal((app.Day(3), app.Day(20), "因病不再参加"), (ended.EndDate, ended.UntilDate, ended.EndReason));
        await Refused(StatusCode.FailedPrecondition, "COVER_ENDED", () => End(2));
        Assert.False(await app.Query<bool>("select position(convert_to('因病', 'UTF8') in sealed_reason) > 0 from covers where id = $1", Guid.Parse(cover.Id)));
        Assert.DoesNotContain((await app.Events("CoverEnded")), e => e.Contains("因病", StringComparison.Ordinal));

        // It holds until the day on which it was ended, and is there afterwards for whoever asks for all.
        var me = app.As("resident", SmallMap.Community, subject: "ended");
        Assert.Equal("因病不再参加", Assert.Single((await me.Covers.ListCoversAsync(new())).Covers).EndReason);
        var wrong = await app.Insure(volunteer, CoverKind.Medical);
        await app.Town().Covers.EndCoverAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "登记错误" });
        Assert.Equal([cover.Id], (await me.Covers.ListCoversAsync(new())).Covers.Select(c => c.Id));
        Assert.Equal([wrong.Id, cover.Id], (await me.Covers.ListCoversAsync(new() { ShowAll = true })).Covers.Select(c => c.Id));
        // What was ended may be entered again: the policy was given back to the volunteer.
        await app.Town().Covers.EnterCoverAsync(app.ToCover(volunteer, CoverKind.Medical, policy: wrong.PolicyNumber));
    }

    [Fact]
    public async Task What_runs_out_soon_is_listed_by_day_without_what_is_continued()
    {
        const string place = "510104017003";
        async Task<Volunteer> New() => await app.NewVolunteer(place);
        var (tomorrow, soon, later, continued, gap, notYet) = (await New(), await New(), await New(), await New(), await New(), await New());
        var covers = new[] { await app.Insure(soon, until: 20), await app.Insure(tomorrow, until: 1), await app.Insure(gap, until: 10) };
        await app.Insure(later, until: 31);
        await app.Insure(continued, until: 5);
        await app.Insure(continued, from: 5, until: 365);                       // seamless
        await app.Insure(gap, from: 11, until: 365);                            // a day without
        await app.Insure(notYet, from: 3, until: 9);
        var ended = await app.Insure(later, CoverKind.Liability);
        await app.End(ended, 15);
        async Task<List<string>> List(int pageSize = 50, string by = "", CoverKind kind = CoverKind.Unspecified)
        {
            var (ids, token) = (new List<string>(), "");
            do
            {
                var page = await app.Town().Covers.ListExpiringCoversAsync(new() { DivisionCode = place, PageSize = pageSize, PageToken = token, ByDate = by, Kind = kind });
                ids.AddRange(page.Covers.Select(c => c.Id));
                token = page.NextPageToken;
            }
            while (token.Length > 0);
            return ids;
        }
        string[] expected = [covers[1].Id, covers[2].Id, ended.Id, covers[0].Id];
        Assert.Equal(expected, await List());
        Assert.Equal(expected, await List(pageSize: 1));
        Assert.Equal([ended.Id], await List(kind: CoverKind.Liability));
        Assert.Equal(expected[..2], await List(by: app.Day(10)));
        var json = await app.Town().Http.GetStringAsync($"/volunteers/v1/covers:expiring?divisionCode={place}&pageSize=1");
        Assert.Contains(expected[0], json, StringComparison.Ordinal);
        Assert.Equal(5, (await List(by: app.Day(31))).Count);
        Assert.Empty((await app.County("510105").Covers.ListExpiringCoversAsync(new() { DivisionCode = place })).Covers);
        await WrongFields(() => app.Town().Covers.ListExpiringCoversAsync(new() { ByDate = app.Day(), DivisionCode = "x", Kind = (CoverKind)99, PageToken = "x" }), "by_date", "division_code", "kind", "page_token");
        await WrongFields(() => app.Town().Covers.ListExpiringCoversAsync(new() { ByDate = "x" }), "by_date");
    }

    [Fact]
    public async Task Whose_guardian_took_the_consent_back_is_found_nowhere()
    {
        var child = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-15).ToString("yyyyMMdd", null)));
        child.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        var minor = await app.Town().Registrations.RegisterVolunteerAsync(child);
        var (cover, training, commendation) = (await app.Insure(minor, until: 9), await app.Train(minor), await app.Town().Commendations.CommendAsync(app.ToCommend(minor)));
        await app.County().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = minor.Id, Reason = "监护人撤回" });
        var town = app.Town();
        Assert.Empty((await town.Covers.ListCoversAsync(new() { VolunteerId = minor.Id, ShowAll = true })).Covers);
        Assert.DoesNotContain((await town.Covers.ListExpiringCoversAsync(new() { PageSize = 500 })).Covers, c => c.Id == cover.Id);
        Assert.Empty((await town.Trainings.ListTrainingsAsync(new() { VolunteerId = minor.Id, ShowAll = true })).Trainings);
        Assert.Empty((await town.Commendations.ListCommendationsAsync(new() { VolunteerId = minor.Id, ShowWithdrawn = true })).Commendations);
        await Refused(StatusCode.NotFound, "COVER_NOT_FOUND", () => town.Covers.EndCoverAsync(new() { Id = cover.Id, Reason = "保险公司退保" }));
        await Refused(StatusCode.NotFound, "TRAINING_NOT_FOUND", () => town.Trainings.RevokeTrainingAsync(new() { Id = training.Id, Reason = "证书不实" }));
        await Refused(StatusCode.NotFound, "COMMENDATION_NOT_FOUND", () => town.Commendations.WithdrawCommendationAsync(new() { Id = commendation.Id, Reason = "表彰撤销" }));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => town.Covers.EnterCoverAsync(app.ToCover(minor)));
        Assert.Equal(CoverOutcome.NotFound, (await town.Covers.BatchEnterCoversAsync(Team("TEAM-4", [minor]))).Verdicts[0].Outcome);
    }

    private BatchEnterCoversRequest Team(string policy, IEnumerable<Volunteer> people) => new()
    {
        RequestId = NewId(), Kind = CoverKind.Accident, Insurer = "人保财险", PolicyNumber = policy, FromDate = app.Day(), UntilDate = app.Day(365), Rows = { people.Select(p => new CoverToEnter { VolunteerId = p.Id }) },
    };
}
