using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Disputes;
using Governance.Grid.Emergencies;
using Governance.Grid.Grids;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Communities;

/// <summary>Named queries of a reorganisation: rows of the communities that take part, the locks that hold them, and the map, which is changed as sets.</summary>
internal sealed class CommunityRows(GridDb db)
{
    /// <summary>
    /// Until the transaction ends nobody else carries this plan out, imports a map, or opens a call, enters a worker or sets a grid up in one of the communities: whoever tries waits, and then
    /// finds the community retired (trigger place_must_exist). In the order in which commands take their locks, so that none waits for us while we wait for it.
    /// </summary>
    public async Task LockAsync(Guid plan, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from reorganizations where id = {plan} for update", cancel);
        await db.Database.ExecuteSqlRawAsync("lock table divisions in share row exclusive mode", cancel);
        await db.Database.ExecuteSqlAsync($"select from divisions where code = any ({sources.ToArray()}) order by code for update", cancel);
        await db.Database.ExecuteSqlAsync($"select from workers where area = any ({sources.ToArray()}) and exited_at is null order by id for update", cancel);
        foreach (var area in Areas(sources))
        {
            var (from, to) = (area.Code, area.End);
            await db.Database.ExecuteSqlAsync($"select from grids where area >= {from} and area < {to} and retired_at is null order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from calls where area >= {from} and area < {to} and (state not in (9, 10) or state = 9 and ended_at > now() - interval '31 days') order by id for update", cancel);
            // The order of the tables is that in which commands write them: by name, as EF does.
            await db.Database.ExecuteSqlAsync($"select from communities where area >= {from} and area < {to} order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from disputes where area >= {from} and area < {to} and state in (1, 2, 3) order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from emergencies where area >= {from} and area < {to} and ended_at is null order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from household_checks where area >= {from} and area < {to} order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from whistles where area >= {from} and area < {to} order by id for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from whistle_tasks where area >= {from} and area < {to} order by whistle_id, unit for update", cancel);
            await db.Database.ExecuteSqlAsync($"select from dispatch_rules where area >= {from} and area < {to} order by area, category_code for update", cancel);
        }
    }

    public async Task ChangeMapAsync(CodeChanges codes, DateTimeOffset at, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"insert into divisions (code, name) select * from unnest({codes.Added.Select(d => d.Code).ToArray()}, {codes.Added.Select(d => d.Name).ToArray()})", cancel);
        await db.Database.ExecuteSqlAsync($"update divisions d set name = w.name from unnest({codes.Renamed.Select(d => d.Code).ToArray()}, {codes.Renamed.Select(d => d.Name).ToArray()}) as w (code, name) where w.code = d.code", cancel);
        await db.Database.ExecuteSqlAsync($"update divisions set retired_at = {at} where code = any ({codes.Retired.ToArray()})", cancel);
        await db.Database.ExecuteSqlAsync($"update units u set division_code = w.successor from unnest({codes.Communities.Select(c => c.Former).ToArray()}, {codes.Communities.Select(c => c.Successor).ToArray()}) as w (former, successor) where u.division_code = w.former", cancel);
    }

    /// <summary>What is not weighed one by one goes where its code goes. Movements of stock go with it, so that it stays the sum of them.</summary>
    public async Task RehomeAsync(CodeChanges codes, CancellationToken cancel)
    {
        var (former, successors) = (codes.Communities.Select(c => c.Former).ToArray(), codes.Communities.Select(c => c.Successor).ToArray());
        await db.Database.ExecuteSqlAsync($"update shelters r set area = w.successor from unnest({former}, {successors}) as w (former, successor) where r.area = w.former", cancel);
        await db.Database.ExecuteSqlAsync($"update facilities r set area = w.successor from unnest({former}, {successors}) as w (former, successor) where r.area = w.former", cancel);
        await db.Database.ExecuteSqlAsync($"update supplies r set area = w.successor from unnest({former}, {successors}) as w (former, successor) where r.area = w.former", cancel);
        await db.Database.ExecuteSqlAsync($"update supply_postings r set area = w.successor from unnest({former}, {successors}) as w (former, successor) where r.area = w.former", cancel);
        await db.Database.ExecuteSqlAsync($"update emergency_plans r set area = w.successor from unnest({former}, {successors}) as w (former, successor) where r.area = w.former and r.retired_at is null", cancel);
        var (formerGrids, nextGrids) = (codes.Grids.Select(g => g.Former).ToArray(), codes.Grids.Select(g => g.Successor).ToArray());
        await db.Database.ExecuteSqlAsync($"update grid_boundaries r set area = w.successor from unnest({formerGrids}, {nextGrids}) as w (former, successor) where r.area = w.former", cancel);
        await db.Database.ExecuteSqlAsync($"update cadres r set area = w.successor from unnest({formerGrids}, {nextGrids}) as w (former, successor) where r.area = w.former and r.end_at is null", cancel);
        await db.Database.ExecuteSqlAsync($"update matter_assignments r set area = w.successor from unnest({former.Concat(formerGrids).ToArray()}, {successors.Concat(nextGrids).ToArray()}) as w (former, successor) where r.area = w.former", cancel);
    }

    /// <summary>What calls take along: where they were sent back, and call-backs that nobody has made yet. After the calls have been written.</summary>
    public Task FollowCallsAsync(IReadOnlyCollection<Guid> calls, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update call_returns r set area = c.area from calls c where c.id = r.call_id and r.area <> c.area and c.id = any ({calls.ToArray()});
        update call_backs b set area = c.area from calls c where c.id = b.call_id and b.area <> c.area and b.state <> 2 and c.id = any ({calls.ToArray()})
        """, cancel);

    /// <summary>Emergencies that go on and were declared in one of these communities, or in one that takes over.</summary>
    public Task<List<Emergency>> EmergenciesAsync(IReadOnlyCollection<string> communities, CancellationToken cancel) =>
        db.Emergencies.Where(e => communities.Contains(e.Area) && e.EndedAt == null).OrderBy(e => e.Id).ToListAsync(cancel);

    /// <summary>Sums of the checks of an emergency.</summary>
    public async Task<CheckFigures> FiguresAsync(Guid emergency, CancellationToken cancel) =>
        (await db.HouseholdChecks.AsNoTracking().Where(c => c.EmergencyId == emergency).ByAsync(6, cancel)).Select(c => c.Figures).Sum();

    /// <summary>What is to be looked in on for the one is looked in on for the other. Their grids differ.</summary>
    public Task PassChecksAsync(Guid from, Guid to, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update household_checks set emergency_id = {to}, version = version + 1 where emergency_id = {from};
        update emergencies set grid_count = (select count(*) from household_checks where emergency_id = {to}) where id = {to}
        """, cancel);

    /// <summary>Household checks of emergencies that are active, of these grids.</summary>
    public Task<List<HouseholdCheck>> ChecksAsync(IReadOnlyCollection<string> grids, CancellationToken cancel)
    {
        var active = db.Everywhere<Emergency>("whether the emergency of a check goes on").Where(e => e.EndedAt == null).Select(e => e.Id);
        return db.HouseholdChecks.Where(c => grids.Contains(c.Area) && active.Contains(c.EmergencyId)).ToListAsync(cancel);
    }

    public Task<List<Grids.Grid>> GridsAsync(IReadOnlyList<string> sources, bool tracked, CancellationToken cancel) =>
        (tracked ? db.GridsWithResponsible : db.Grids.AsNoTracking()).In(Areas(sources)).Where(g => g.RetiredAt == null).ToListAsync(cancel);

    public Task<List<Worker>> WorkersAsync(IReadOnlyList<string> sources, bool tracked, CancellationToken cancel) =>
        (tracked ? db.Workers : db.Workers.AsNoTracking()).Where(w => sources.Contains(w.Area) && w.ExitedAt == null).ToListAsync(cancel);

    /// <summary>Of the communities and of their grids.</summary>
    public Task<List<DispatchRule>> RulesAsync(IReadOnlyList<string> sources, CancellationToken cancel) => db.DispatchRules.In(Areas(sources)).ToListAsync(cancel);

    /// <summary>Open ones, and those that can still be opened again; an older one is a fact of the place that it happened in.</summary>
    public Task<List<Call>> CallsAsync(IReadOnlyList<string> sources, DateTimeOffset now, CancellationToken cancel)
    {
        var reopenable = now - Call.ReopenableFor;
        // A merged call goes on as long as the one does that answers it, wherever that is.
        var heads = db.Everywhere<Call>("whether the call goes on that answers a merged one").Where(c => (c.State != CallState.Closed && c.State != CallState.Withdrawn) || (c.State == CallState.Closed && c.EndedAt >= reopenable)).Select(c => (Guid?)c.Id);
        return db.Calls.In(Areas(sources)).Where(c => (c.State != CallState.Closed && c.State != CallState.Withdrawn && c.State != CallState.Merged)
            || (c.State == CallState.Closed && c.EndedAt >= reopenable) || (c.State == CallState.Merged && heads.Contains(c.MergedInto))).ToListAsync(cancel);
    }

    /// <summary>Those that are not over: also what was agreed on and is not performed yet has to be looked after.</summary>
    public Task<List<Dispute>> DisputesAsync(IReadOnlyList<string> sources, CancellationToken cancel) =>
        db.Disputes.In(Areas(sources)).Where(d => d.State == DisputeState.Open || d.State == DisputeState.Proceeding || d.State == DisputeState.Settled).ToListAsync(cancel);

    /// <summary>Open calls, disputes that are not over, and facilities, by place; of facilities only those of communities that are retired.</summary>
    public async Task<List<(string Place, MoveCounts Counts)>> AtPlacesAsync(IReadOnlyList<string> sources, IReadOnlyList<string> retired, CancellationToken cancel)
    {
        var counts = await db.Calls.AsNoTracking().In(Areas(sources)).Where(c => c.State != CallState.Closed && c.State != CallState.Withdrawn && c.State != CallState.Merged)
            .GroupBy(c => c.Area).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var disputes = await db.Disputes.AsNoTracking().In(Areas(sources)).Where(d => d.State == DisputeState.Open || d.State == DisputeState.Proceeding || d.State == DisputeState.Settled)
            .GroupBy(d => d.Area).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var facilities = await db.Facilities.AsNoTracking().Where(f => retired.Contains(f.Area)).GroupBy(f => f.Area).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return [.. counts.Select(c => (c.Key, new MoveCounts(0, 0, c.Count, 0))), .. disputes.Select(d => (d.Key, new MoveCounts(0, 0, 0, 0, d.Count))), .. facilities.Select(f => (f.Key, new MoveCounts(0, 0, 0, 0, 0, f.Count)))];
    }

    /// <summary>Codes of grids that a community has, or ever had.</summary>
    public Task<List<string>> EverUsedAsync(IReadOnlyList<string> communities, CancellationToken cancel) => db.Grids.In(Areas(communities)).Select(g => g.Area).ToListAsync(cancel);

    // In order, so that two who lock the same communities do not wait for each other.
    private static IReadOnlyList<Area> Areas(IReadOnlyList<string> communities) => Area.Distinct(communities);
}
