using Governance.Events.Grid.V1;
using Governance.Map;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Divisions;

/// <summary>A community that is merged takes its organisations with it, as a set. Of a community that was split everything goes to the part that takes over, until somebody moves it by hand. Of two honours of one title
/// the lower amount stays: nobody loses an honour by a merger.</summary>
internal sealed class OnCommunitiesReorganized(SocialOrgsDb db, MovedCommunities moved, DivisionMap map) : IConsumer<CommunitiesReorganized>
{
    private static readonly string Move = MovedCommunities.Update(
        "organizations", "team_services", "incubators", "intakes", "panelists", "candidacies", "residencies", "social_workers", "station_projects", "projects", "gradings", "blacklistings", "service_orders",
        "funds", "lottery_shares", "donations", "donors", "grants", "spendings", "donation_drives", "donation_drives.place", "charity_needs", "charity_resources", "resource_matches",
        "venture_contests", "venture_panelists", "voters", "voter_tallies", "ventures", "enterprises", "public_assets", "custodies") + """
        update social_work_stations t set closed = true from unnest({0}, {1}) as m (former, successor) where t.area = m.former and not t.closed and exists (
          select from social_work_stations o where not o.closed and (o.area = m.successor or o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor)));
        update social_work_stations t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update social_workers w set station_id = o.id from social_work_stations s, social_work_stations o where w.station_id = s.id and s.closed and not o.closed and o.area = s.area and s.area = any ({1});
        update pilots t set state = 6, valid_until = null from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.state < 5 and exists (
          select from pilots o where o.kind = t.kind and o.state < 5 and (o.area = m.successor or o.id < t.id and o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor)));
        update pilots t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        with met as (
          select h.id, min(h.min_fen) over same as lowest, row_number() over (same order by m.former is not null, h.id) as rank
          from donor_honours h left join unnest({0}, {1}) as m (former, successor) on m.former = h.area where h.area = any ({0}) or h.area = any ({1})
          window same as (partition by coalesce(m.successor, h.area), h.title)),
        gone as (delete from donor_honours t using met where t.id = met.id and met.rank > 1)
        update donor_honours t set min_fen = met.lowest from met where t.id = met.id and met.rank = 1 and t.min_fen > met.lowest;
        update donor_honours t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
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
