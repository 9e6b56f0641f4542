using Governance.Grid.Categories;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Reminders, missed limits and escalation, in the order in which they came due.</summary>
internal sealed class CallClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<CallClock> logger)
    : Clock<GridDb, (Guid Id, DateTimeOffset At)>(scopes, time, logger, TimeSpan.FromSeconds(2), "grid.CallClock", "time limits run in every area")
{
    protected override async Task<List<(Guid Id, DateTimeOffset At)>> DueAsync(GridDb db, (Guid Id, DateTimeOffset At) last, DateTimeOffset now, CancellationToken cancel) =>
    [
        .. (await db.Calls.Where(c => c.Times.NextAlarmAt <= now && (c.Times.NextAlarmAt > last.At || (c.Times.NextAlarmAt == last.At && c.Id.CompareTo(last.Id) > 0)))
            .OrderBy(c => c.Times.NextAlarmAt).ThenBy(c => c.Id).Select(c => new { c.Id, c.Times.NextAlarmAt }).Take(Batch).ToListAsync(cancel)).Select(c => (c.Id, c.NextAlarmAt!.Value))
    ];

    protected override async Task StrikeAsync(IServiceProvider services, GridDb db, (Guid Id, DateTimeOffset At) due, DateTimeOffset now, CancellationToken cancel)
    {
        var call = await db.Calls.FirstAsync(c => c.Id == due.Id, cancel);
        if (call.Times.NextAlarmAt is null || call.Times.NextAlarmAt > now) return;
        var me = new Actor("system:clock", now);
        // A year published since: the limit may have moved, and a provisional one must not strike.
        call.Reschedule(await services.GetRequiredService<ReferenceNow>().GetAsync(cancel), me);
        call.OnAlarm(me);
        await db.SaveAsync(cancel);
    }
}
