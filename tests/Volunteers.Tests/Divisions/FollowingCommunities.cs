using Governance.Events.Welfare.V1;
using Governance.Volunteers.Tests.Registrations;

namespace Governance.Volunteers.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class FollowingCommunities(VolunteersAppWithBroker app) : FollowingCommunitiesMatrix<Program, VolunteersCaller>(app)
{
    protected override string Table => "volunteers";

    protected override async Task<Guid> EnterAsync(string community) => Guid.Parse((await app.NewVolunteer(community)).Id);

    protected override object Heard(Guid id, string community) => new NeedRaised(id, community, id, "elderly-care", 2, app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddDays(3), app.Clock.GetUtcNow());

    protected override string WhereHeard => "select area from needs where source_id = $1";

    protected override string[] Facts => ["activities.place", "orders.payer_area", "point_postings", "postings", "service_records"];
}
