using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Establishment;

/// <summary>Reminds once of a term that will end.</summary>
internal sealed class TermClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<TermClock> logger)
    : Clock<PartyDb>(scopes, time, logger, TimeSpan.FromMinutes(1), "party.TermClock", "terms end in every area")
{
    protected override Task<List<Guid>> DueAsync(PartyDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Organizations.Where(o => o.RemindOn <= today && o.Id > last).OrderBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, PartyDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        if (await db.Organizations.FirstOrDefaultAsync(o => o.Id == id && o.RemindOn <= today, cancel) is not { } organization) return;
        organization.Remind(now);
        await db.SaveAsync(cancel);
    }
}
