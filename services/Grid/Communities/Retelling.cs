using Governance.Access;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Communities;

/// <summary>
/// <c>grid retell</c>: tells again of every reorganisation that was carried out, one transaction each, in their order. A service that was installed since, or that has begun to keep which code went over to which,
/// hears of the old ones only so; whoever has heard finds nothing left to move. From the tables, which keep for ever what the log keeps for 26 months.
/// </summary>
internal static class Retelling
{
    public static GovernanceCommand Command { get; } = new("retell", "tells again of every reorganisation of communities, for services that joined since; may be repeated", RunAsync);

    private static async Task<int> RunAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        var db = services.GetRequiredService<GridDb>();
        var ids = await db.Reorganizations.Where(r => r.State == ReorganizationState.CarriedOut).OrderBy(r => r.CarriedOutAt).Select(r => r.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var plan = await db.Reorganizations.FirstAsync(r => r.Id == id, cancel);
            plan.TellAgain(await CodesAsync(db, plan, cancel));
            await db.SaveAsync(cancel);
            db.ChangeTracker.Clear();
        }
        Console.WriteLine($"retell: {ids.Count} reorganisations");
        return 0;
    }

    private static async Task<CodeChanges> CodesAsync(GridDb db, Reorganization plan, CancellationToken cancel)
    {
        var successions = await db.Successions.Where(s => s.ReorganizationId == plan.Id).ToListAsync(cancel);
        var communities = successions.Where(s => s is { FormerRetired: true, Ordinal: 0 }).OrderBy(s => Array.IndexOf(plan.Sources, s.FormerCode)).Select(s => (s.FormerCode, s.SuccessorCode)).ToList();
        var codes = plan.Successors.OrderBy(s => s.Ordinal).Select(s => s.Code).ToList();
        var standing = await db.Divisions.Where(d => codes.Contains(d.Code) && d.RetiredAt == null).OrderBy(d => d.Code).ToListAsync(cancel);
        var sources = Area.Distinct(plan.Sources);
        // A grid goes once, and says where; it went then.
        var grids = await db.Grids.In(sources).Where(g => g.SuccessorCode != null && g.RetiredAt == plan.CarriedOutAt).OrderBy(g => g.Area).Select(g => new { g.Area, g.SuccessorCode }).ToListAsync(cancel);
        return new CodeChanges(
            [.. standing.Where(d => !plan.Sources.Contains(d.Code)).Select(d => (d.Code, d.Name))],
            [.. standing.Where(d => plan.Sources.Contains(d.Code)).Select(d => (d.Code, d.Name))],
            [.. communities.Select(c => c.FormerCode)], communities, [.. grids.Select(g => (g.Area, g.SuccessorCode!))]);
    }
}
