using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Incubation;

public sealed class FillingThePanel(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private AsyncUnaryCall<Panelist> Seat(Candidacy candidacy, string subject, params string[] organizations) =>
        app.Office().Intakes.SeatPanelistAsync(new() { RequestId = NewId(), IntakeId = candidacy.IntakeId, Subject = subject, OrganizationIds = { organizations } });

    private Task Full(Candidacy candidacy, string subject, params string[] organizations) => Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", () => Seat(candidacy, subject, organizations).ResponseAsync);

    // Somebody is at work, and holds the intake of the candidacy so far.
    private static async Task<NpgsqlTransaction> Holds(NpgsqlConnection connection, Candidacy candidacy, string how)
    {
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from intakes where id = '{candidacy.IntakeId}' for {how}", connection);
        await hold.ExecuteNonQueryAsync();
        return transaction;
    }

    private Task SomebodyWaits() => EventuallyAsync("somebody waits for the intake", () => app.Query<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from intakes%')"));

    [Fact]
    public async Task After_the_first_score_nobody_is_seated_where_enough_may_score()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        // Nobody has scored yet.
        await Seat(candidacy, "four");
        await app.Scored(candidacy, ("one", 10, 10));
        await Full(candidacy, "a-friend");
        await app.Scored(candidacy, ("two", 10, 10), ("three", 10, 10));
        await Full(candidacy, "a-friend");
        await app.Office().Intakes.DeclineCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        await Full(candidacy, "a-friend");
    }

    [Fact]
    public async Task Where_too_few_may_score_others_come_and_score_nothing_else()
    {
        var intake = await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "shy");
        var (scored, lacking) = (await app.Applies(intake), await app.Applies(intake));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(scored, ("one", 10, 10), ("two", 10, 10), ("shy", 10, 10));
        await Full(lacking, "four");
        await app.Panel("shy").Intakes.RecusePanelistAsync(new() { RequestId = NewId(), CandidacyId = lacking.Id });
        // Who could not score where somebody lacks is not seated for the rest.
        await Full(lacking, "a-friend", lacking.OrganizationId);
        await Seat(lacking, "four");
        await Full(lacking, "five");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Panel("four").Intakes.ScoreCandidacyAsync(new() { CandidacyId = scored.Id, Points = { 40, 60 } }));
        await app.Scored(lacking, ("one", 30, 50), ("two", 30, 40), ("four", 20, 50));
        Assert.Equal(CandidacyState.Admitted, (await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = lacking.Id })).State);
        // Whoever has scored is one of them, also when they work for it since: their score counts.
        await app.Staffed(scored.OrganizationId, "one");
        await Full(scored, "five");
        Assert.True((await app.Office().Intakes.GetPanelReviewAsync(new() { CandidacyId = scored.Id })).Enough);
    }

    [Fact]
    public async Task Who_has_fallen_silent_gives_the_place_to_another_who_scores_what_is_left()
    {
        var intake = await app.NewIntake(await app.NewIncubator(), 5, "one", "two");
        var silent = await app.Office().Intakes.SeatPanelistAsync(new() { RequestId = NewId(), IntakeId = intake.Id, Subject = "silent" });
        var (scored, left) = (await app.Applies(intake), await app.Applies(intake));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(scored, ("one", 30, 50), ("two", 30, 50), ("silent", 30, 50));
        await Full(left, "next");
        SeatPanelistRequest Replace(string of) => new() { RequestId = NewId(), IntakeId = intake.Id, Subject = "next", InPlaceOf = of };
        await Refused(StatusCode.NotFound, "PANELIST_NOT_FOUND", () => app.Office().Intakes.SeatPanelistAsync(Replace(NewId())));
        await app.Office().Intakes.SeatPanelistAsync(Replace(silent.Id));
        foreach (var (who, what) in new[] { ("silent", left), ("next", scored) }) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(what, (who, 40, 60)));
        await app.Scored(left, ("one", 30, 50), ("two", 30, 40), ("next", 20, 50));
        // What the silent one gave before counts.
        Assert.Equal(3, (await app.Office().Intakes.GetPanelReviewAsync(new() { CandidacyId = scored.Id })).Scores.Count);
        await Full(left, "a-friend");
    }

    [Fact]
    public async Task Who_is_seated_while_a_first_score_is_given_waits_for_it()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await using var connection = new NpgsqlConnection(app.Database);
        await using var scoring = await Holds(connection, candidacy, "share");
        await using (var score = new NpgsqlCommand($"insert into panel_scores (candidacy_id, panelist_id, points, total, scored_at) select '{candidacy.Id}', id, array[1, 1], 2, now() from panelists where intake_id = '{candidacy.IntakeId}' and subject = 'one'", connection))
            Assert.Equal(1, await score.ExecuteNonQueryAsync());
        var seating = Full(candidacy, "a-friend");
        await SomebodyWaits();
        await scoring.CommitAsync();
        await seating;
    }

    [Fact]
    public async Task Who_scores_while_somebody_is_seated_waits_for_it()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await using var connection = new NpgsqlConnection(app.Database);
        await using var seating = await Holds(connection, candidacy, "no key update");
        var scoring = app.Scored(candidacy, ("one", 30, 30));
        await SomebodyWaits();
        Assert.Equal(0, await app.Query<long>("select count(*) from panel_scores where candidacy_id = $1", Guid.Parse(candidacy.Id)));
        await seating.CommitAsync();
        await scoring;
    }

    [Fact]
    public async Task Who_is_recused_neither_declines_nor_admits_and_why_it_was_declined_is_kept()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three", "shy"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Panel("shy").Intakes.RecusePanelistAsync(new() { RequestId = NewId(), CandidacyId = candidacy.Id });
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        var shy = app.Office(subject: "shy").Intakes;
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => shy.AdmitCandidacyAsync(new() { Id = candidacy.Id }));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => shy.DeclineCandidacyAsync(new() { Id = candidacy.Id }));
        await WrongFields(() => app.Office().Intakes.DeclineCandidacyAsync(new() { Id = "x", Reason = new string('长', 201) }), "id", "reason");
        await app.Office(subject: "decider").Intakes.DeclineCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id, Reason = "与孵化方向不符" });
        Assert.Single(await app.Events("CandidacyDeclined"), e => e.Contains(candidacy.Id, StringComparison.Ordinal) && e.Contains(candidacy.OrganizationId, StringComparison.Ordinal));
        Assert.Equal("与孵化方向不符", await app.Query<string>("select purpose from audit where aggregate_id = $1 and subject = 'decider'", Guid.Parse(candidacy.Id)));
    }
}
