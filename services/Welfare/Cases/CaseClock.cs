using Governance.Messaging;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>Missed limits go to the supervisor, the oldest first.</summary>
internal sealed class CaseClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<CaseClock> logger)
    : Clock<WelfareDb, (Guid Id, DateTimeOffset At)>(scopes, time, logger, TimeSpan.FromMinutes(1), "welfare.CaseClock", "limits run in every area")
{
    protected override async Task<List<(Guid Id, DateTimeOffset At)>> DueAsync(WelfareDb db, (Guid Id, DateTimeOffset At) last, DateTimeOffset now, CancellationToken cancel) =>
    [
        .. (await db.Cases.Where(c => c.DueAt != null && !c.WithSupervisor && c.DueAt <= now && (c.DueAt > last.At || (c.DueAt == last.At && c.Id > last.Id))).OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.DueAt }).Take(Batch).ToListAsync(cancel)).Select(c => (c.Id, c.DueAt!.Value))
    ];

    protected override async Task StrikeAsync(IServiceProvider services, WelfareDb db, (Guid Id, DateTimeOffset At) due, DateTimeOffset now, CancellationToken cancel)
    {
        if ((await db.Cases.FirstAsync(c => c.Id == due.Id, cancel)).MissLimit(new Actor("system:clock", now))) await db.SaveAsync(cancel);
    }
}
