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
}
