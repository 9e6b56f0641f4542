using Governance.Grid.Calls;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Whistles;

/// <summary>Units that were summoned and have not reported in within their limit: whoever blew the whistle is told.</summary>
internal sealed class WhistleClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<WhistleClock> logger)
    : Clock<GridDb, Guid>(scopes, time, logger, TimeSpan.FromSeconds(15), "grid.WhistleClock", "whistles are blown in every area")
{
    protected override Task<List<Guid>> DueAsync(GridDb db, Guid last, DateTimeOffset now, CancellationToken cancel) =>
        db.WhistleTasks.Where(t => t.State == TaskState.Summoned && !t.ReportMissed && t.ReportDueAt <= now && t.WhistleId.CompareTo(last) > 0)
            .Select(t => t.WhistleId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync(cancel);

    protected override async Task StrikeAsync(IServiceProvider services, GridDb db, Guid due, DateTimeOffset now, CancellationToken cancel)
    {
        var whistle = await db.Whistles.FirstAsync(w => w.Id == due, cancel);
        whistle.OnAlarm(new Actor("system:clock", now));
        await db.SaveAsync(cancel);
    }
}
