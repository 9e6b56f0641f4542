using Governance.Events.Grid.V1;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class ReorganizingCommunities(SocialOrgsAppWithBroker app)
{
    [Fact]
    public async Task A_community_that_merges_takes_its_organisations_with_it_and_no_table_is_forgotten()
    {
        const string former = "510104022009", successor = "510104022010";
        var organization = await app.Filed(place: former);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("it has moved", async () => (await app.Office().Organizations.GetOrganizationAsync(new() { Id = organization.Id })).DivisionCode == successor);
        // Every table that has rows of a place, but what is a fact: events, the trail.
        foreach (var table in await app.QueryAll<string>("select table_name::text from information_schema.columns where column_name = 'area' and table_schema = 'public' and table_name !~ '^(events|audit)'"))
        {
            Assert.True(await app.Query<long>($"select count(*) from {table} where area = $1", former) == 0, $"{table} has rows of the former community");
        }
    }

    [Fact]
    public async Task Honours_go_along_and_of_two_of_one_title_the_lower_amount_stays()
    {
        const string first = "510104027001", second = "510104027002", third = "510104027003", successor = "510104027004";
        var donations = app.Office().Donations;
        Task Set(string place, string title, long fen) => donations.SetDonorHonourAsync(new() { RequestId = NewId(), DivisionCode = place, Title = title, MinFen = fen }).ResponseAsync;
        foreach (var (place, title, fen) in new[] { (first, "爱心之星", 300L), (second, "爱心之星", 100L), (successor, "爱心之星", 200L), (third, "公益榜样", 900L), (first, "公益榜样", 800L), (second, "邻里好人", 50L) }) await Set(place, title, fen);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [first, second, third], [successor, successor, successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("they have moved", async () => await app.Query<long>("select count(*) from donor_honours where area in ($1, $2, $3)", first, second, third) == 0);
        Assert.Equal([("公益榜样", 800L), ("爱心之星", 100L), ("邻里好人", 50L)], (await donations.ListDonorHonoursAsync(new() { DivisionCode = successor })).Honours.Where(h => h.DivisionCode == successor).Select(h => (h.Title, h.MinFen)));
    }

    [Fact]
    public async Task Of_two_pilots_or_stations_that_come_together_one_ends_and_the_feed_tells_so()
    {
        const string first = "510104026006", second = "510104026008", third = "510104026014", successor = "510104026015";
        var kinds = (Own: PilotKind.SmartTechnology, Met: PilotKind.SocialOrganization, Alone: PilotKind.SocialEnterprise);
        foreach (var kind in new[] { kinds.Own, kinds.Met, kinds.Alone }) await app.Scheme(kind);
        // The successor has one of its own; it has none and two come; one comes alone. Of the stations three come.
        List<(Pilot, bool Stays)> pilots = [];
        foreach (var (place, kind, stays) in new[] { (first, kinds.Own, false), (successor, kinds.Own, true), (first, kinds.Met, true), (third, kinds.Met, false), (second, kinds.Alone, true) })
        {
            pilots.Add((await app.Labelled(kind, place), stays));
            // Which came about first is known by the clock.
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        List<SocialWorkStation> stations = [];
        foreach (var place in new[] { first, second, third })
        {
            stations.Add(await app.Station(place));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var (worker, expired) = (await app.Posted(await app.Certified(first), stations[1]), await app.Posted(await app.Certified(first), stations[2]));
        await app.QueryAll<int>("update social_workers set state = 2, due_on = null where id = $1", Guid.Parse(expired.Id));
        var told = Guid.Parse(NewId());
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [first, second, third], [successor, successor, successor], app.Clock.GetUtcNow()), told);
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", told) == 1);

        // The last word of the feed about each, and its place if it was told there.
        var last = (await app.AsPartner("socialorgs.feed.read", "51", clientId: "data-team").ReadFeedAsync("socialorgs")).Events().GroupBy(e => e.Subject).ToDictionary(of => of.Key, of => of.Last());
        string Word(string id) => last[id].Type[(last[id].Type.LastIndexOf('.') + 1)..];
        foreach (var (pilot, stays) in pilots)
        {
            var now = await app.Office().Pilots.GetPilotAsync(new() { Id = pilot.Id });
            Assert.Equal((successor, stays ? PilotState.Labelled : PilotState.Withdrawn, stays ? "PilotLabelled" : "PilotWithdrawn"), (now.DivisionCode, now.State, Word(pilot.Id)));
            Assert.Equal(stays, now.ValidUntilDate.Length > 0);
            if (!stays) Assert.Equal((successor, true), (last[pilot.Id].Area, now.Etag != pilot.Etag));
        }
        foreach (var (station, index) in stations.Select((s, i) => (s, i)))
        {
            var now = (await app.Office().Stations.ListSocialWorkStationsAsync(new() { DivisionCode = successor, PageSize = 500, ShowClosed = true })).Stations.Single(s => s.Id == station.Id);
            Assert.Equal((successor, index > 0, index > 0 ? "SocialWorkStationClosed" : "SocialWorkStationOpened"), (now.DivisionCode, now.Closed, Word(station.Id)));
            Assert.Equal(index > 0 ? 0 : 2, now.StaffCount);
            if (index > 0) Assert.Equal((successor, true), (last[station.Id].Area, now.Etag != station.Etag));
        }
        // Whoever works at one that ends works at the one that goes on, and that is told.
        Assert.Contains(stations[0].Id, last[worker.Id].Json, StringComparison.Ordinal);
        Assert.Equal([stations[0].Id, stations[0].Id], new[] { (await app.Now(worker)).StationId, (await app.Now(expired)).StationId });
        // The label that goes on is the successor's: there is no second.
        await Refused(StatusCode.AlreadyExists, "PILOT_EXISTS", () => app.Applied(kinds.Met, successor));
    }

    // The log, the trail, and what is a county's, a town's or the province's.
    private static readonly string[] Facts =
        ["audit.area", "events.area", "bids.area", "contracts.area", "custody_rules.area", "gate_rules.area", "grading_schemes.area", "incubation_targets.area",
        "list_items.area", "lottery_rules.area", "pilot_schemes.area", "project_lists.area", "service_lists.area", "social_work_rules.area", "tenders.area"];

    [Fact]
    public async Task No_table_is_forgotten_and_a_second_delivery_changes_nothing()
    {
        const string former = "510104026016", successor = "510104026017";
        var organization = await app.Filed(place: former);
        await app.WatchPlacesAsync();
        await Tell();
        Assert.Equal(successor, await app.Query<string>("select area from organizations where id = $1", Guid.Parse(organization.Id)));
        Assert.Equal([], (await app.UntouchedPlacesAsync()).Except(Facts));
        var before = await app.DigestOfPlacesAsync();
        await Tell();
        Assert.Equal(before, await app.DigestOfPlacesAsync());
        await WrongFields(() => app.Office().DonationDrives.OpenDonationDriveAsync(new() { RequestId = NewId(), FundId = NewId(), PlaceCode = former, Title = "抗洪救灾", Hazard = "flood" }), "place_code");

        async Task Tell()
        {
            var id = Guid.Parse(NewId());
            await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()), id);
            await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) == 1);
        }
    }
}
