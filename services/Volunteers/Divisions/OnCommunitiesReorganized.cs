using Governance.Events.Grid.V1;
using Governance.Map;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Divisions;

/// <summary>
/// A community that is merged takes its volunteers, needs, activities, sign-ups, accounts, points, honours, stations, teams, covers, trainings, commendations and call-ups with it. As sets: a county's merger moves tens of thousands of rows. What was served stays
/// where it was served: a record is a fact.
/// </summary>
internal sealed class OnCommunitiesReorganized(VolunteersDb db, MovedCommunities moved, DivisionMap map) : IConsumer<CommunitiesReorganized>
{
    private static readonly string Move = MovedCommunities.Update("volunteers", "needs", "activities", "shifts", "sign_ups", "orders", "accounts", "certificates", "point_accounts", "point_balances", "rewards", "redemptions", "honours", "stations", "posts", "post_holdings", "teams", "team_members", "covers", "trainings", "commendations", "call_ups") + """
        -- One scheme of a kind a place: where the successor has one, or gets one from another community, this one gives nothing more, and what was earned can still be spent.
        update point_schemes t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former
          and not exists (select from point_schemes o where o.kind = t.kind and (o.area = m.successor
            or (o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor))));
        """;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var cancel = context.CancellationToken;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (former, successors) = await moved.FollowAsync(context.Message, cancel);
        await db.Database.ExecuteSqlRawAsync(Move, [former, successors], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
    }
}
