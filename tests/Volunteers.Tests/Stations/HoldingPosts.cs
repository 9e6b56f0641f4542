using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Stations;

public sealed class HoldingPosts(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Twenty_at_once_for_a_post_one_gets_it()
    {
        var post = await app.NewPost(await app.NewStation());
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.NewVolunteer()));
        var outcomes = await Task.WhenAll(people.Select(async p =>
        {
            try { return (await app.Assign(post, p)).HolderId; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        var holder = Assert.Single(outcomes, o => o != "POST_IS_HELD");
        Assert.Equal(1, await app.Query<long>("select count(*) from post_holdings where post_id = $1 and vacated_at is null", Guid.Parse(post.Id)));
        Assert.Equal(holder, Assert.Single((await app.Town().Stations.ListPostsAsync(new() { StationId = post.StationId })).Posts).HolderId);
        Assert.Single(await app.Events("PostAssigned"), e => e.Contains(post.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_post_is_assigned_vacated_and_closed_and_its_station_after_it()
    {
        var station = await app.NewStation();
        var post = await app.NewPost(station);
        Assert.Equal((false, 240, PostPlace.CareHome), (post.Held, post.WeeklyMinutes, post.Place));
        var (volunteer, next) = (await app.NewVolunteer(), await app.NewVolunteer());
        await Refused(StatusCode.FailedPrecondition, "POST_NOT_HELD", () => app.Town().Stations.VacatePostAsync(new() { Id = post.Id }));
        Assert.Equal((true, "李**"), ((await app.Assign(post, volunteer)).Held, (await app.Town().Stations.ListPostsAsync(new() { StationId = station.Id })).Posts[0].HolderNameMasked));
        await Refused(StatusCode.FailedPrecondition, "POST_IS_HELD", () => app.Assign(post, next));
        await Refused(StatusCode.FailedPrecondition, "POST_IS_HELD", () => app.Town().Stations.ClosePostAsync(new() { Id = post.Id }));
        var seen = Assert.Single((await app.As("resident", SmallMap.Community).Stations.ListPostsAsync(new() { StationId = station.Id })).Posts);
        Assert.Equal((true, "", ""), (seen.Held, seen.HolderId, seen.HolderNameMasked));
        var vacate = new VacatePostRequest { RequestId = NewId(), Id = post.Id };
        var clerk = app.Town();
        Assert.Equal(await clerk.Stations.VacatePostAsync(vacate), await clerk.Stations.VacatePostAsync(vacate));
        Assert.Equal(next.Id, (await app.Assign(post, next)).HolderId);
        await clerk.Stations.VacatePostAsync(new() { RequestId = NewId(), Id = post.Id });
        await Refused(StatusCode.FailedPrecondition, "STATION_HAS_POSTS", () => clerk.Stations.CloseStationAsync(new() { Id = station.Id, Reason = "场地收回" }));
        Assert.Equal(PostState.Closed, (await clerk.Stations.ClosePostAsync(new() { RequestId = NewId(), Id = post.Id, Etag = post.Etag })).State);
        await Refused(StatusCode.FailedPrecondition, "POST_CLOSED", () => app.Assign(post, volunteer));
        await Refused(StatusCode.FailedPrecondition, "POST_CLOSED", () => clerk.Stations.ClosePostAsync(new() { Id = post.Id }));
        Assert.Empty((await clerk.Stations.ListPostsAsync(new() { StationId = station.Id })).Posts);
        Assert.Single((await clerk.Stations.ListPostsAsync(new() { StationId = station.Id, ShowClosed = true })).Posts);
        await clerk.Stations.CloseStationAsync(new() { RequestId = NewId(), Id = station.Id, Reason = "场地收回" });
    }

    [Fact]
    public async Task A_holder_is_an_active_volunteer_whom_the_clerk_sees()
    {
        var post = await app.NewPost(await app.NewStation());
        var (away, paused) = (await app.NewVolunteer(SmallMap.NextCounty), await app.NewVolunteer());
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = paused.Id, Reason = "核查" });
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.Assign(post, away));
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.Assign(post, paused));
        await Refused(StatusCode.NotFound, "POST_NOT_FOUND", () => app.County("510105").Stations.AssignPostAsync(new() { Id = post.Id, VolunteerId = away.Id }));
        await Refused(StatusCode.NotFound, "POST_NOT_FOUND", () => app.County("510105").Stations.VacatePostAsync(new() { Id = post.Id }));
        await Refused(StatusCode.NotFound, "POST_NOT_FOUND", () => app.County("510105").Stations.ClosePostAsync(new() { Id = post.Id }));
        await WrongFields(() => app.Town().Stations.AssignPostAsync(new()), "id", "volunteer_id");
    }

    [Fact]
    public async Task Nobody_holds_a_post_that_is_closed_while_it_is_assigned_and_no_post_opens_at_a_closed_station()
    {
        for (var i = 0; i < 5; i++)
        {
            var post = await app.NewPost(await app.NewStation());
            var volunteer = await app.NewVolunteer();
            var assigning = Told(() => app.Assign(post, volunteer));
            var closing = Told(async () => await app.Town().Stations.ClosePostAsync(new() { RequestId = NewId(), Id = post.Id }));
            Assert.Contains((await assigning, await closing), new[] { ("OK", "POST_IS_HELD"), ("POST_CLOSED", "OK") });

            var station = await app.NewStation();
            var opening = Told(() => app.NewPost(station));
            closing = Told(async () => await app.Town().Stations.CloseStationAsync(new() { RequestId = NewId(), Id = station.Id, Reason = "场地收回" }));
            Assert.Contains((await opening, await closing), new[] { ("OK", "STATION_HAS_POSTS"), ("STATION_CLOSED", "OK") });
        }
    }

    private static async Task<string> Told(Func<Task> call)
    {
        try { await call(); return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }
}
