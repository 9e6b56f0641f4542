using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class ListEmergencies(GridDb db, Caller caller)
{
    public async Task<Wire.ListEmergenciesResponse> Handle(Wire.ListEmergenciesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.OnlyState), "only_state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyState);
        var after = page.AfterId(check);
        check.OrThrow();

        var emergencies = db.EmergenciesInSight(caller);
        if (division is { } area) emergencies = emergencies.In(area);
        if (request.OnlyState == Wire.EmergencyState.Active) emergencies = emergencies.Where(e => e.EndedAt == null);
        if (request.OnlyState == Wire.EmergencyState.Ended) emergencies = emergencies.Where(e => e.EndedAt != null);
        if (after is { } last) emergencies = emergencies.Where(e => e.Id < last);
        var rows = await emergencies.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListEmergenciesResponse { Emergencies = { shown.Select(e => e.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
