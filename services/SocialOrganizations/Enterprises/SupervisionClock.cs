using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>From November on tells, once, of each label that has no supervision of the year: two months are left for it.</summary>
internal sealed class SupervisionClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<SupervisionClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.SupervisionClock", "labels are supervised yearly in every area")
{
    private const int FirstMonth = 11;

    protected override async Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return today.Month < FirstMonth ? [] : await Missing(db, today.Year).Where(e => e.Id > last).OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var (year, month) = (ChinaTime.DateOf(now).Year, ChinaTime.DateOf(now).Month);
        // A round that goes on over New Year reminds nobody of the year that has just begun.
        if (month < FirstMonth) return;
        if (await Missing(db, year).FirstOrDefaultAsync(e => e.Id == id, cancel) is not { } enterprise) return;
        enterprise.Remind(year, now);
        await db.SaveAsync(cancel);
    }

    private static IQueryable<Enterprise> Missing(SocialOrgsDb db, int year)
    {
        var supervisions = db.Supervisions;
        return db.Enterprises.Where(e => e.State == EnterpriseState.Recognized && e.RemindedYear < year && !supervisions.Any(s => s.EnterpriseId == e.Id && s.Year == year));
    }
}
