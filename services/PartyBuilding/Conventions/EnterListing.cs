using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class EnterListing(PartyDb db, ConventionDesk desk, OrganizationDesk days)
{
    public async Task<Wire.Listing> Handle(Wire.EnterListingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("convention_id", request.ConventionId, out var id).Known("colour", request.Colour).Text("name", request.Name, 50, min: 2).Text("clause", request.Clause, 100, min: 2).Text("deed", request.Deed, 300, min: 4)
            .That(request.Adult, "adult", "MUST_BE_ADULT", "未成年人不得列入红黑榜");
        var told = days.Past(check, "told_date", request.ToldDate);
        check.OrThrow();
        var convention = await desk.FindAsync(id, "", cancel);
        var listing = Listing.Enter(convention, (ListingColour)request.Colour, desk.Seal(request.Name, ConventionDesk.NamePurpose), request.Clause.Trim(), desk.Seal(request.Deed, ConventionDesk.DeedPurpose), told, desk.Who, desk.Today, desk.Now);
        db.Add(listing);
        return await db.SaveAsync(() => desk.Of(listing), cancel);
    }
}
