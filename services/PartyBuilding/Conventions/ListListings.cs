using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class ListListings(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.ListListingsResponse> Handle(Wire.ListListingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Colour), "colour", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Colour, request.ShowAll);
        var after = page.AfterId(check);
        check.OrThrow();
        var (listings, today) = (db.Listings.AsNoTracking(), desk.Today);
        if (division is { } area) listings = listings.In(area);
        var colour = (ListingColour)request.Colour;
        if (colour != 0) listings = listings.Where(l => l.Colour == colour);
        // One whose last day is past is not shown, though the clock may not have come by yet.
        if (!request.ShowAll) listings = listings.Where(l => l.State == ListingState.Shown && l.Until >= today);
        if (after is { } last) listings = listings.Where(l => l.Id < last);
        var rows = await listings.OrderByDescending(l => l.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListListingsResponse();
        reply.Listings.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
