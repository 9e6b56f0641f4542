using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>Limits as data: which holds today, and when a step that begins now is due.</summary>
internal sealed class CaseLimitBook(WelfareDb db, ProvinceCalendar calendar, TimeProvider clock)
{
    public async Task<Due> DueAsync(CaseLimitKind kind, CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var limit = await db.CaseLimits.AsNoTracking().Where(l => l.Kind == kind && l.Since <= today).OrderByDescending(l => l.Since).FirstAsync(cancel);
        return new Due(kind, limit.Unit switch
        {
            CaseLimitUnit.ClockHour => now.AddHours(limit.Amount),
            CaseLimitUnit.WorkingDay => (await calendar.GetAsync(cancel)).Add(now, WorkingCalendar.Day * limit.Amount, byClock: false).At,
            _ => ChinaTime.StartOf(today.AddMonths(limit.Amount)) + (now - ChinaTime.StartOf(today)),
        });
    }
}
