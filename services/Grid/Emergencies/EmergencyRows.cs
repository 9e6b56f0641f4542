using Governance.Access;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Emergencies;

/// <summary>Named queries of emergencies: checks made as one set, whatever the number of grids, and who waits for whom: reports go side by side, the end waits for them and keeps later ones out.</summary>
internal sealed class EmergencyRows(GridDb db)
{
    /// <summary>Keeps the emergency from ending until the transaction does.</summary>
    public Task ShareAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from emergencies where id = {id} for share", cancel);

    /// <summary>Keeps reports out until the transaction ends.</summary>
    public Task HoldAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from emergencies where id = {id} for no key update", cancel);

    /// <summary>
    /// Nobody reorganises the area, or sets a grid up or retires one in it, until the transaction ends: otherwise a grid would be looked at under a code that it no longer has. In the order in which
    /// others lock, so that none waits for us while we wait for it. False when the area itself is retired by now.
    /// </summary>
    public async Task<bool> HoldPlacesAsync(Area area, CancellationToken cancel)
    {
        var (from, to) = (area.Code, area.End);
        await db.Database.ExecuteSqlAsync($"select from divisions where code >= {from} and code < {to} and retired_at is null order by code for share", cancel);
        await db.Database.ExecuteSqlAsync($"select from grids where area >= {from} and area < {to} and retired_at is null order by area for share", cancel);
        return await db.Divisions.AnyAsync(d => d.Code == area.Code && d.RetiredAt == null, cancel);
    }

    /// <summary>Every grid that exists in the area. Only while its places are held.</summary>
    public async Task<List<(string Code, int Households)>> GridsAsync(Area area, CancellationToken cancel)
    {
        var grids = await db.Grids.AsNoTracking().In(area).Where(g => g.RetiredAt == null).OrderBy(g => g.Area).Select(g => new { g.Area, g.HouseholdCount }).ToListAsync(cancel);
        return [.. grids.Select(g => (g.Area, g.HouseholdCount))];
    }

    public Task MakeChecksAsync(Guid emergency, IReadOnlyList<(string Code, int Households)> grids, DateTimeOffset at, CancellationToken cancel)
    {
        var (ids, codes, households) = (grids.Select(_ => Guid.CreateVersion7(at)).ToArray(), grids.Select(g => g.Code).ToArray(), grids.Select(g => g.Households).ToArray());
        return db.Database.ExecuteSqlAsync($"""
            insert into household_checks (id, area, emergency_id, household_count, checked_count, away_count, help_count, complete, version, event_sequence)
            select id, code, {emergency}, households, 0, 0, 0, false, 1, 0 from unnest({ids}, {codes}, {households}) as g (id, code, households)
            """, cancel);
    }
}

internal static class CheckSums
{
    /// <summary>Figures by the first so many digits of the grid's code, in order.</summary>
    public static async Task<List<(string Place, CheckFigures Figures)>> ByAsync(this IQueryable<HouseholdCheck> checks, int digits, CancellationToken cancel)
    {
        var sums = await checks.GroupBy(c => c.Area.Substring(0, digits)).Select(g => new
        {
            g.Key, Grids = g.Count(), Complete = g.Count(c => c.Complete), Households = g.Sum(c => c.HouseholdCount), Checked = g.Sum(c => c.CheckedCount), Away = g.Sum(c => c.AwayCount),
            Help = g.Sum(c => c.HelpCount),
        }).OrderBy(g => g.Key).ToListAsync(cancel);
        return [.. sums.Select(s => (s.Key, new CheckFigures(s.Grids, s.Complete, s.Households, s.Checked, s.Away, s.Help)))];
    }

    public static CheckFigures Sum(this IEnumerable<CheckFigures> figures) => figures.Aggregate(default(CheckFigures), (a, b) =>
        new(a.Grids + b.Grids, a.CompleteGrids + b.CompleteGrids, a.Households + b.Households, a.Checked + b.Checked, a.Away + b.Away, a.Help + b.Help));
}
