using Governance.Events.Party.V1;
using Governance.Grid.V1;
using static Governance.Grid.Tests.Communities.CommunitySteps;

namespace Governance.Grid.Tests.Communities;

/// <summary>What was filed in PartyBuilding is filed here.</summary>
[Collection(WithBroker.Name)]
public sealed class FilingConventions(GridAppWithBroker app)
{
    private GridCaller Town => app.As("town-clerk", "510104018");

    private async Task<Community> Now(string code) => await Town.Communities.GetCommunityAsync(new() { Code = code });

    private static Guid NewGuid() => Guid.Parse(NewId());

    private ConventionFiled Filed(string code, string kind) => new(NewGuid(), code, kind, NewGuid(), new DateOnly(2026, 3, 4), app.Clock.GetUtcNow());

    [Fact]
    public async Task A_convention_that_was_filed_is_in_the_profile_once_however_often_it_is_told()
    {
        const string code = "510104018004", bare = "510104018005";
        await Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, Kind = CommunityKind.Urban, ResidentCount = 700 }, "kind", "resident_count"));
        var id = NewGuid();
        for (var i = 0; i < 2; i++) await app.PublishAsync(Filed(code, "Convention"), id);
        var told = await EventuallyAsync("the convention is in the profile", () => Now(code), c => c.ConventionFiled);
        Assert.Equal((700, false, CommunityKind.Urban), (told.ResidentCount, told.CharterFiled, told.Kind));
        // A later one of the same kind tells nothing new; of a community without a profile there is nothing to write it in.
        await app.PublishAsync(Filed(bare, "Charter"));
        await app.PublishAsync(Filed(code, "Convention"));
        await app.PublishAsync(Filed(code, "Charter"));
        var both = await EventuallyAsync("the charter is in the profile", () => Now(code), c => c.CharterFiled);
        Assert.Equal("\"3\"", both.Etag);
        Assert.Equal(0, await app.Query<long>("select count(*) from communities where area = $1", bare));
    }
}
