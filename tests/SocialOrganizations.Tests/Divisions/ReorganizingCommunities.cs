using Governance.Events.Grid.V1;
using Governance.SocialOrganizations.Tests.Organizations;

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
