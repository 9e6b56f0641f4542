using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Conventions;

/// <summary>Erases who was on a list when the last day is past.</summary>
internal sealed class ListingClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ListingClock> logger)
    : Clock<PartyDb>(scopes, time, logger, TimeSpan.FromMinutes(10), "party.ListingClock", "listings expire in every area")
{
    // An objection that nobody has decided on ends with the listing as well.
    protected override Task<List<Guid>> DueAsync(PartyDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Listings.Where(l => l.State <= ListingState.Appealed && l.Until < today && l.Id > last).OrderBy(l => l.Id).Select(l => l.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, PartyDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Listings.FirstOrDefaultAsync(l => l.Id == id && l.State <= ListingState.Appealed, cancel) is not { } listing) return;
        listing.Expire();
        await db.SaveAsync(cancel);
    }
}
