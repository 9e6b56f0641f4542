using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Protection;

public sealed class CommendingVolunteers(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task A_commendation_is_entered_once_seen_by_the_volunteer_and_withdrawn_with_a_reason()
    {
        var volunteer = await app.NewVolunteer(subject: "commended");
        var request = app.ToCommend(volunteer);
        var clerk = app.Town();
        var commendation = await clerk.Commendations.CommendAsync(request);
        Assert.Equal(commendation, await clerk.Commendations.CommendAsync(request));
        Assert.Equal(("李**", "成都市文明办", CommendationLevel.City, "最美志愿者", app.Day()), (commendation.NameMasked, commendation.Organ, commendation.Level, commendation.Title, commendation.CommendDate));
        await Refused(StatusCode.AlreadyExists, "COMMENDED_ALREADY", () => clerk.Commendations.CommendAsync(app.ToCommend(volunteer)));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County("510105").Commendations.CommendAsync(app.ToCommend(volunteer)));
        var told = Assert.Single((await app.Events("VolunteerCommended")), e => e.Contains(commendation.Id, StringComparison.Ordinal));
        Assert.DoesNotContain("最美", told, StringComparison.Ordinal);

        var me = app.As("resident", SmallMap.NextCounty, subject: "commended");
        Assert.Equal([commendation.Id], (await me.Commendations.ListCommendationsAsync(new())).Commendations.Select(c => c.Id));
        Assert.Empty((await me.Commendations.ListCommendationsAsync(new() { Level = CommendationLevel.Town })).Commendations);
        Assert.Empty((await app.As("resident", SmallMap.Community, subject: "envious").Commendations.ListCommendationsAsync(new())).Commendations);
        Task<Commendation> Withdraw(VolunteersCaller by, string etag = "") => by.Commendations.WithdrawCommendationAsync(new() { RequestId = NewId(), Id = commendation.Id, Reason = "表彰单位撤销", Etag = etag }).ResponseAsync;
        await Refused(StatusCode.NotFound, "COMMENDATION_NOT_FOUND", () => Withdraw(app.County("510105")));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Withdraw(clerk, "\"9\""));
        await Withdraw(clerk, commendation.Etag);
        await Refused(StatusCode.FailedPrecondition, "COMMENDATION_WITHDRAWN", () => Withdraw(clerk));
        Assert.Empty((await me.Commendations.ListCommendationsAsync(new())).Commendations);
        Assert.Equal("表彰单位撤销", Assert.Single((await me.Commendations.ListCommendationsAsync(new() { ShowWithdrawn = true })).Commendations).WithdrawReason);
        Assert.Single((await app.Events("CommendationWithdrawn")), e => e.Contains(commendation.Id, StringComparison.Ordinal));
        await clerk.Commendations.CommendAsync(app.ToCommend(volunteer));
        await WrongFields(() => clerk.Commendations.CommendAsync(new() { CommendDate = app.Day(1) }), "volunteer_id", "organ", "level", "title", "commend_date", "reference_number");
        await WrongFields(() => clerk.Commendations.WithdrawCommendationAsync(new()), "id", "reason");
        await WrongFields(() => clerk.Commendations.ListCommendationsAsync(new() { VolunteerId = "x", DivisionCode = "x", Level = (CommendationLevel)99, PageToken = "x" }), "volunteer_id", "division_code", "level", "page_token");
    }

    [Fact]
    public async Task Figures_count_by_place_and_level_what_was_not_withdrawn()
    {
        // A town and day of their own: nobody else is commended there.
        const string town = "510104026", here = "510104026006", there = "510104026009";
        var (one, two, three) = (await app.NewVolunteer(here), await app.NewVolunteer(here), await app.NewVolunteer(there));
        async Task<Commendation> Commend(Volunteer who, CommendationLevel level, string title = "最美志愿者") => await app.County().Commendations.CommendAsync(app.ToCommend(who, level, title));
        await Commend(one, CommendationLevel.City);
        await Commend(one, CommendationLevel.City, "优秀志愿者");
        await Commend(two, CommendationLevel.City);
        await Commend(two, CommendationLevel.Province, "金奖");
        await Commend(three, CommendationLevel.Town);
        var wrong = await Commend(three, CommendationLevel.National, "误登");
        await app.County().Commendations.WithdrawCommendationAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "登记错误" });
        async Task<List<(string, CommendationLevel, long, long)>> Figures(VolunteersCaller by, string division, int from = 0, int to = 0) =>
            [.. (await by.Commendations.GetCommendationFiguresAsync(new() { DivisionCode = division, FromDate = app.Day(from), ToDate = app.Day(to) })).Figures.Select(f => (f.DivisionCode, f.Level, f.CommendationCount, f.VolunteerCount))];
        Assert.Equal([(here, CommendationLevel.Province, 1, 1), (here, CommendationLevel.City, 3, 2), (there, CommendationLevel.Town, 1, 1)], await Figures(app.County(), town));
        Assert.Equal([(here, CommendationLevel.Province, 1, 1), (here, CommendationLevel.City, 3, 2)], await Figures(app.County(), here));
        Assert.Contains((town, CommendationLevel.City, 3L, 2L), await Figures(app.County(), "510104"));
        // Two people: who may not read who they are is not told how many.
        Assert.Contains((town, CommendationLevel.City, 0L, 0L), await Figures(app.As("auditor", "51"), "510104"));
        Assert.Empty(await Figures(app.County(), town, 1, 2));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Figures(app.County("510105"), town));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Figures(app.County(), "5101"));
        await WrongFields(() => app.County().Commendations.GetCommendationFiguresAsync(new() { DivisionCode = "x", FromDate = "x", ToDate = "x" }), "division_code", "from_date", "to_date");
    }
}
