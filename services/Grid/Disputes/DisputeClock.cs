using Governance.Grid.Calls;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Disputes;

/// <summary>Levels that miss their limit, reports that nobody made, performances to be looked at; the oldest first.</summary>
internal sealed class DisputeClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<DisputeClock> logger)
    : Clock<GridDb, (Guid Id, DateTimeOffset At)>(scopes, time, logger, TimeSpan.FromSeconds(15), "grid.DisputeClock", "limits of disputes run in every area")
{
    protected override async Task<List<(Guid Id, DateTimeOffset At)>> DueAsync(GridDb db, (Guid Id, DateTimeOffset At) last, DateTimeOffset now, CancellationToken cancel) =>
    [
        .. (await db.Disputes.Where(d => d.NextAlarmAt <= now && (d.NextAlarmAt > last.At || (d.NextAlarmAt == last.At && d.Id > last.Id))).OrderBy(d => d.NextAlarmAt).ThenBy(d => d.Id)
            .Select(d => new { d.Id, d.NextAlarmAt }).Take(Batch).ToListAsync(cancel)).Select(d => (d.Id, d.NextAlarmAt!.Value))
    ];

    protected override async Task StrikeAsync(IServiceProvider services, GridDb db, (Guid Id, DateTimeOffset At) due, DateTimeOffset now, CancellationToken cancel)
    {
        var dispute = await db.Disputes.Include(d => d.Proceedings).FirstAsync(d => d.Id == due.Id, cancel);
        if (dispute.NextAlarmAt is null || dispute.NextAlarmAt > now) return;
        var terms = await services.GetRequiredService<DisputeLimitBook>().TermsAsync(dispute.Area, cancel);
        // A year published since: the limit may have moved, and a provisional one must not strike.
        dispute.Reschedule(terms);
        dispute.OnAlarm(terms, new Actor("system:clock", now));
        await db.SaveAsync(cancel);
    }
}
