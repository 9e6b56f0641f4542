using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Tells of a residency a month before its last day, and the day after it if its place is still taken.</summary>
internal sealed class ResidencyClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ResidencyClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.ResidencyClock", "terms of residencies end in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        return Due(db, ChinaTime.DateOf(now)).Where(r => r.Id > last).OrderBy(r => r.Id).Select(r => r.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        if (await Due(db, today).FirstOrDefaultAsync(r => r.Id == id, cancel) is not { } residency) return;
        residency.Remind(today, now);
        await db.SaveAsync(cancel);
    }

    // Of one that a replica of the version before has signed or extended nobody has said when to tell.
    private static IQueryable<Residency> Due(SocialOrgsDb db, DateOnly today)
    {
        var soon = today.AddDays(Residency.RemindDays);
        return db.Residencies.Where(r => r.RemindOn <= today || (r.RemindOn == null && r.EndedOn == null && r.EndsOn <= soon && (!r.Overdue || r.EndsOn >= today)));
    }
}
