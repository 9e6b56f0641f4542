using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class ListReorganizations(GridDb db)
{
    public async Task<Wire.ListReorganizationsResponse> Handle(Wire.ListReorganizationsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.OnlyState), "only_state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyState);
        var after = page.AfterId(check);
        check.OrThrow();

        var plans = db.Reorganizations.AsNoTracking();
        if (division is { } area) plans = plans.In(area);
        if (request.OnlyState != Wire.ReorganizationState.Unspecified)
        {
            var state = (ReorganizationState)request.OnlyState;
            plans = plans.Where(r => r.State == state);
        }
        if (after is { } last) plans = plans.Where(r => r.Id < last);
        var rows = await plans.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListReorganizationsResponse
        {
            Reorganizations = { shown.Select(r => r.ToWire()) },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : ""),
        };
    }
}
