using Governance.Events.SocialOrgs.V1;
using Governance.Party.V1;

namespace Governance.PartyBuilding.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class FollowingCommunities(PartyAppWithBroker app) : FollowingCommunitiesMatrix<Program, PartyCaller>(app)
{
    private static int groups;

    protected override string Table => "places";

    protected override async Task<Guid> EnterAsync(string community) => Guid.Parse((await app.Office("51").Establishment.EnterPlaceAsync(new()
    {
        RequestId = NewId(), DivisionCode = community, Name = $"第{Interlocked.Increment(ref groups)}组", Kind = PlaceKind.ResidentGroup,
    })).Id);

    protected override object Heard(Guid id, string community) => new OrganizationRegistered(id, community, null, app.Clock.GetUtcNow());

    protected override string WhereHeard => "select area from two_new_units where id = $1";

    protected override string[] Facts => ["roster_days", "service_entries.place_code", "waiting_records.place_code", "worker_assignments.place"];
}
