using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class ListEmergencyPlans(GridDb db, Caller caller)
{
    public async Task<Wire.ListEmergencyPlansResponse> Handle(Wire.ListEmergencyPlansRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.OnlyHazard), "only_hazard", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyHazard, request.ShowRetired);
        var after = page.AfterId(check);
        check.OrThrow();

        var plans = db.EmergencyPlansInSight(caller);
        if (division is { } area)
        {
            var holding = new List<string>();
            for (var code = area.Code; code is not null; code = Area.ParentOf(code)) holding.Add(code);
            plans = plans.Where(p => holding.Contains(p.Area));
        }
        if (request.OnlyHazard != Wire.Hazard.Unspecified)
        {
            var hazard = (Hazard)request.OnlyHazard;
            plans = plans.Where(p => p.Hazard == hazard);
        }
        if (!request.ShowRetired) plans = plans.Where(p => p.RetiredAt == null);
        if (after is { } last) plans = plans.Where(p => p.Id < last);
        var rows = await plans.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListEmergencyPlansResponse { Plans = { shown.Select(p => p.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
