using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class UpdateStation(VolunteersDb db, DivisionMap map)
{
    private static readonly string[] Fields = ["name", "address", "point", "opening_times"];

    public async Task<Wire.Station> Handle(Wire.UpdateStationRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) check.Text("name", request.Name, 50, min: 2);
        if (paths.Contains("address")) check.Text("address", request.Address, 200, min: 0);
        int? opening = paths.Contains("opening_times") ? StationDesk.ReadOpening(check, request.OpeningTimes) : null;
        if (paths.Contains("point") && request.Point is { } point) StationDesk.CheckPoint(check, point);
        check.OrThrow();
        var station = await db.Stations.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw StationRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, station.Version);
        station.Update(new StationChange(paths.Contains("name") ? request.Name.Trim() : null, paths.Contains("address") ? request.Address.Trim() : null, opening,
            paths.Contains("point"), request.Point?.Latitude, request.Point?.Longitude));
        var division = await map.NameAsync(station.Area, cancel);
        return await db.SaveAsync(() => StationDesk.Of(station, division), cancel);
    }
}
