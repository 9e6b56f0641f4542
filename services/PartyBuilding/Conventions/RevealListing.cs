using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class RevealListing(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.RevealedListing> Handle(Wire.RevealListingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var listing = await db.Listings.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, cancel) ?? throw ConventionRefusals.NoListing(request.Id);
        listing.MustRun();
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(listing.Id, listing.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return new Wire.RevealedListing { Name = desk.Open(listing.SealedName, ConventionDesk.NamePurpose), Appeal = desk.Open(listing.SealedAppeal, ConventionDesk.AppealPurpose) };
    }
}
