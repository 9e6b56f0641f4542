using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Divisions;

/// <summary>A community that is merged takes its organisations with it, as a set. Of a community that was split everything goes to the part that takes over, until somebody moves it by hand.</summary>
internal sealed class OnCommunitiesReorganized(SocialOrgsDb db) : IConsumer<CommunitiesReorganized>
{
    private const string Move = """
        update organizations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update incubators t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update intakes t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update panelists t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update candidacies t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update residencies t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update social_workers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update station_projects t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update social_work_stations t set closed = true from unnest({0}, {1}) as m (former, successor) where t.area = m.former and not t.closed and exists (
          select from social_work_stations o where not o.closed and (o.area = m.successor or o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor)));
        update social_work_stations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update social_workers w set station_id = o.id from social_work_stations s, social_work_stations o where w.station_id = s.id and s.closed and not o.closed and o.area = s.area and s.area = any ({1});
        update service_orders t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
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
