using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class ListStations(StationDesk desk)
{
    public async Task<Wire.ListStationsResponse> Handle(Wire.ListStationsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();

        var stations = desk.Seen;
        if (division is { } area) stations = stations.In(area);
        var kind = (StationKind)request.Kind;
        if (request.Kind != Wire.StationKind.Unspecified) stations = stations.Where(s => s.Kind == kind);
        if (!request.ShowClosed) stations = stations.Where(s => s.State == StationState.Open);
        if (after is { } last) stations = stations.Where(s => s.Id < last);
        var rows = await stations.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListStationsResponse();
        foreach (var station in rows.Take(page.Size)) reply.Stations.Add(await desk.OfAsync(station, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
