using Governance.Events.Grid.V1;
using Governance.Welfare.Tests.People;

namespace Governance.Welfare.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class FollowingCommunities(WelfareAppWithBroker app) : FollowingCommunitiesMatrix<Program, WelfareCaller>(app)
{
    protected override string Table => "people";

    protected override async Task<Guid> EnterAsync(string community) => Guid.Parse((await app.New(home: community)).Id);

    protected override object Heard(Guid id, string community) => new EmergencyActivated(id, community, "flood", 3, app.Clock.GetUtcNow());

    protected override string WhereHeard => "select area from emergencies where id = $1";

    protected override string[] Facts => ["allowance_payments", "job_payments", "visit_count_changes"];
}
