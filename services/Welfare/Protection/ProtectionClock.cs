using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Protection;

/// <summary>The two clocks of a report.</summary>
internal sealed class ProtectionClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ProtectionClock> logger)
    : Clock<WelfareDb>(scopes, time, logger, TimeSpan.FromSeconds(15), "welfare.ProtectionClock", "limits of the protection of children run in every area")
{
    protected override Task<List<Guid>> DueAsync(WelfareDb db, Guid last, DateTimeOffset now, CancellationToken cancel) =>
        db.ChildReports.Where(r => r.NextAlarmAt <= now && r.Id > last).OrderBy(r => r.Id).Select(r => r.Id).Take(Batch).ToListAsync(cancel);

    protected override async Task StrikeAsync(IServiceProvider services, WelfareDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        (await db.ChildReports.Include(r => r.Steps).FirstAsync(r => r.Id == id, cancel)).OnAlarm(now);
        await db.SaveAsync(cancel);
    }
}
