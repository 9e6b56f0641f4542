using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>Tells of a custody a month before its end, and the day after it if the asset was not given back.</summary>
internal sealed class CustodyClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<CustodyClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.CustodyClock", "terms of custodies end in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Custodies.Where(c => c.RemindOn <= today && c.Id > last).OrderBy(c => c.Id).Select(c => c.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        if (await db.Custodies.FirstOrDefaultAsync(c => c.Id == id && c.RemindOn <= today, cancel) is not { } custody) return;
        custody.Remind(today, now);
        await db.SaveAsync(cancel);
    }
}
