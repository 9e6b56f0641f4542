using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>Labels of social enterprises lapse with their term.</summary>
internal sealed class LabelClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<LabelClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.LabelClock", "terms of labels end in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Enterprises.Where(e => e.State == EnterpriseState.Recognized && e.ValidUntil < today && e.Id > last).OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Enterprises.FirstOrDefaultAsync(e => e.Id == id && e.State == EnterpriseState.Recognized, cancel) is not { } enterprise) return;
        enterprise.Lapse(now);
        await db.SaveAsync(cancel);
    }
}
