using Governance.Events.Welfare.V1;
using Governance.SocialOrganizations.Tests.Organizations;

namespace Governance.SocialOrganizations.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class FollowingCommunities(SocialOrgsAppWithBroker app) : FollowingCommunitiesMatrix<Program, SocialOrgsCaller>(app)
{
    protected override string Table => "organizations";

    protected override async Task<Guid> EnterAsync(string community) => Guid.Parse((await app.Applied(place: community)).Id);

    protected override object Heard(Guid id, string community) =>
        new NeedRaised(id, community, id, "professional-counselling", 1, app.Clock.GetUtcNow().AddDays(1), app.Clock.GetUtcNow().AddDays(1).AddHours(2), app.Clock.GetUtcNow());

    protected override string WhereHeard => "select area from service_orders where need_id = $1";

    protected override string[] Facts => [];
}
