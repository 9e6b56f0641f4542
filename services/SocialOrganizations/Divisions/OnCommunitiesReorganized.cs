using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Divisions;

/// <summary>A community that is merged takes its organisations with it, as a set. Of a community that was split everything goes to the part that takes over, until somebody moves it by hand.</summary>
internal sealed class OnCommunitiesReorganized(SocialOrgsDb db) : IConsumer<CommunitiesReorganized>
{
    private const string Move = """
        update organizations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update team_services t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
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
        update projects t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update pilots t set state = 6, valid_until = null from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.state < 5 and exists (
          select from pilots o where o.kind = t.kind and o.state < 5 and (o.area = m.successor or o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor)));
        update pilots t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update gradings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update blacklistings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update service_orders t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update funds t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update lottery_shares t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update donations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update donors t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update grants t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update spendings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update donation_drives t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update donation_drives t set place = m.successor from unnest({0}, {1}) as m (former, successor) where t.place = m.former;
        update charity_needs t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update charity_resources t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update resource_matches t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update venture_contests t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update venture_panelists t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update voters t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update ventures t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update enterprises t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update public_assets t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update custodies t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
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
