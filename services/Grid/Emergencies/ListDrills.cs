using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class ListDrills(GridDb db)
{
    public async Task<Wire.ListDrillsResponse> Handle(Wire.ListDrillsRequest request, CancellationToken cancel)
    {
        var planId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.PlanId.Length > 0) check.Id("plan_id", request.PlanId, out planId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PlanId, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();

        var drills = db.Drills.AsNoTracking();
        if (division is { } area) drills = drills.In(area);
        if (planId != Guid.Empty) drills = drills.Where(d => d.PlanId == planId);
        if (after is { } last) drills = drills.Where(d => d.Id < last);
        var rows = await drills.OrderByDescending(d => d.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListDrillsResponse { Drills = { shown.Select(d => d.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
