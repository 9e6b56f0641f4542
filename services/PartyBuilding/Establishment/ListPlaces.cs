using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class ListPlaces(PartyDb db, DivisionMap map, CountsOfPeople people, Caller caller, Grants grants)
{
    public const string Manage = "party.places.manage";

    public async Task<Wire.ListPlacesResponse> Handle(Wire.ListPlacesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var places = db.Places.AsNoTracking();
        if (division is { } area) places = places.In(area);
        var kind = (PlaceKind)request.Kind;
        if (kind != 0) places = places.Where(p => p.Kind == kind);
        if (!request.ShowClosed) places = places.Where(p => !p.Closed);
        if (after is { } last) places = places.Where(p => p.Id < last);
        var rows = await places.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPlacesResponse();
        // Whoever surveys them has counted them.
        var surveys = grants.Of(Manage, caller.Roles) == Reach.Area;
        foreach (var place in rows.Take(page.Size))
        {
            var name = await map.NameAsync(place.Area, cancel);
            reply.Places.Add(surveys ? EstablishmentWire.Of(place, name) : EstablishmentWire.Of(place, name, people));
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
