using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.Messaging;
using Governance.SocialOrganizations.Projects;
using Governance.SocialOrganizations.SocialWork;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Divisions;

/// <summary>A community that is merged takes its organisations with it, as a set. Of a community that was split everything goes to the part that takes over, until somebody moves it by hand. Of two honours of one title
/// the lower amount stays: nobody loses an honour by a merger. Of two pilots of one type, or two stations, the successor's own goes on, otherwise the first; the others end as if by hand.</summary>
internal sealed class OnCommunitiesReorganized(SocialOrgsDb db, MovedCommunities moved, DivisionMap map, TimeProvider clock) : IConsumer<CommunitiesReorganized>
{
    private static readonly string Move = MovedCommunities.Update(
        "organizations", "team_services", "incubators", "intakes", "panelists", "candidacies", "residencies", "social_workers", "station_projects", "projects", "gradings", "blacklistings", "service_orders",
        "funds", "lottery_shares", "donations", "donors", "grants", "spendings", "donation_drives", "donation_drives.place", "charity_needs", "charity_resources", "resource_matches",
        "venture_contests", "venture_panelists", "voters", "voter_tallies", "ventures", "enterprises", "public_assets", "custodies", "social_work_stations", "pilots") + """
        update social_workers w set station_id = o.id from social_work_stations s, social_work_stations o where w.station_id = s.id and s.closed and not o.closed and o.area = s.area and s.area = any ({1});
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
        // Before the sets move: no place has two of a kind at any time, by indexes.
        await EndAsync(former.Zip(successors).ToDictionary(m => m.First, m => m.Second), cancel);
        await db.SaveAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Move, [former, successors], cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
    }

    // Few, and which of them end no reader of the feed can know: each is told.
    private async Task EndAsync(Dictionary<string, string> moves, CancellationToken cancel)
    {
        var (places, at) = (moves.Keys.Union(moves.Values).ToArray(), clock.GetUtcNow());
        string Now(Aggregate row) => moves.GetValueOrDefault(row.Area, row.Area);
        // Those that come together, first the one that goes on.
        IEnumerable<List<T>> Met<T, TKey>(IEnumerable<T> rows, Func<T, TKey> same) where T : Aggregate =>
            rows.GroupBy(same).Where(g => g.Count() > 1).Select(g => g.OrderBy(r => moves.ContainsKey(r.Area)).ThenBy(r => r.Id).ToList());

        foreach (var met in Met(await db.Pilots.Where(p => places.Contains(p.Area) && p.State != PilotState.Declined && p.State != PilotState.Withdrawn).ToListAsync(cancel), p => (Now(p), p.Kind)))
        {
            foreach (var pilot in met.Skip(1)) pilot.GiveWay(Now(pilot), at);
        }
        var stations = Met(await db.SocialWorkStations.Where(s => places.Contains(s.Area) && !s.Closed).ToListAsync(cancel), Now).ToList();
        var closing = stations.SelectMany(met => met.Skip(1)).Select(s => s.Id).Order().ToArray();
        if (closing.Length == 0) return;
        // Nobody is posted there before the transaction ends.
        await db.Database.ExecuteSqlAsync($"select from social_work_stations where id = any ({closing}) order by id for no key update", cancel);
        // Whose certificate has expired may not be posted anywhere, but goes with the others (Move).
        var staff = (await db.SocialWorkers.Where(w => w.StationId != null && closing.Contains(w.StationId.Value) && w.State == SocialWorkerState.Certified).ToListAsync(cancel)).ToLookup(w => w.StationId);
        foreach (var met in stations)
        {
            foreach (var station in met.Skip(1))
            {
                foreach (var worker in staff[station.Id]) worker.Post(met[0], at);
                station.GiveWay(Now(station), at);
            }
        }
    }
}
