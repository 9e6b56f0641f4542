using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>Reminds once of a certificate that will end, and ends it.</summary>
internal sealed class CertificateClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<CertificateClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.CertificateClock", "certificates end in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.SocialWorkers.Where(w => w.DueOn <= today && w.Id > last).OrderBy(w => w.Id).Select(w => w.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        if (await db.SocialWorkers.FirstOrDefaultAsync(w => w.Id == id && w.DueOn <= today, cancel) is not { } worker) return;
        worker.Strike(today, now);
        await db.SaveAsync(cancel);
    }
}
