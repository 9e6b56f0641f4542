using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class ListFacilities(GridDb db)
{
    public async Task<Wire.ListFacilitiesResponse> Handle(Wire.ListFacilitiesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.OnlyKind), "only_kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyKind, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();

        var facilities = db.Facilities.AsNoTracking();
        if (division is { } area) facilities = facilities.In(area);
        if (request.OnlyKind != Wire.FacilityKind.Unspecified)
        {
            var kind = (FacilityKind)request.OnlyKind;
            facilities = facilities.Where(f => f.Kind == kind);
        }
        if (!request.ShowClosed) facilities = facilities.Where(f => f.ClosedAt == null);
        if (after is { } last) facilities = facilities.Where(f => f.Id < last);
        var rows = await facilities.OrderByDescending(f => f.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListFacilitiesResponse { Facilities = { shown.Select(f => f.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
