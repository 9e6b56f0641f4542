using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Grids;

/// <summary>
/// Named queries: row locks, held until the transaction ends, for what no constraint can hold. Retries on a broken constraint were rejected: fifty creators in one
/// community would need fifty rounds.
/// </summary>
internal static class GridLocks
{
    /// <summary>Creators of grids in one community take turns, so that each finds the next free number.</summary>
    public static Task TakeTurnsAsync(this GridDb db, string community, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select from divisions where code = {community} for no key update", cancel);

    /// <summary>The worker can't leave meanwhile; others may hand grids to the same worker at the same time.</summary>
    public static Task KeepServingAsync(this GridDb db, Guid workerId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select from workers where id = {workerId} for key share", cancel);

    /// <summary>The worker can't be given a grid meanwhile.</summary>
    public static Task KeepUnassignedAsync(this GridDb db, Guid workerId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select from workers where id = {workerId} for update", cancel);
}
