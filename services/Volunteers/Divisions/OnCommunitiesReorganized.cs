using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Divisions;

/// <summary>
/// A community that is merged takes its volunteers, needs, activities, sign-ups, accounts, points, honours, stations, teams, covers, trainings, commendations and call-ups with it. As sets: a county's merger moves tens of thousands of rows. What was served stays
/// where it was served: a record is a fact.
/// </summary>
internal sealed class OnCommunitiesReorganized(VolunteersDb db) : IConsumer<CommunitiesReorganized>
{
    private const string Move = """
        update volunteers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update needs t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update activities t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update shifts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update sign_ups t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update orders t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update accounts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update certificates t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update point_accounts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update point_balances t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update rewards t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update redemptions t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update honours t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update stations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update posts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update post_holdings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update teams t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update team_members t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update covers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update trainings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update commendations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update call_ups t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        -- One scheme of a kind a place: where the successor has one, or gets one from another community, this one gives nothing more, and what was earned can still be spent.
        update point_schemes t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former
          and not exists (select from point_schemes o where o.kind = t.kind and (o.area = m.successor
            or (o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor))));
        """;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var (former, successors, cancel) = (context.Message.Former.ToArray(), context.Message.Successors.ToArray(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Move, [former, successors], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
