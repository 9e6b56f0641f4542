using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class RegisterStation(VolunteersDb db, StationDesk desk, DivisionMap map)
{
    public async Task<Wire.Station> Handle(Wire.RegisterStationRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("name", request.Name, 50, min: 2).Known("kind", request.Kind).Text("address", request.Address, 200, min: 0);
        if (request.Point is { } point) StationDesk.CheckPoint(check, point);
        var opening = StationDesk.ReadOpening(check, request.OpeningTimes);
        if (check.Passed)
        {
            var fits = request.Kind switch { Wire.StationKind.Town => area.Code.Length == 9, Wire.StationKind.Community => area.Code.Length == 12, _ => area.Code.Length >= 9 };
            check.That(fits, "division_code", "NOT_OF_THE_KIND", "乡镇（街道）站点应为 9 位编码，社区（村）站点应为 12 位编码，机构站点两者均可");
        }
        check.Standing(await map.FindAsync(request.DivisionCode, cancel), "division_code", "没有这个行政区划，或已撤销").OrThrow();
        var station = Station.Register(area.Code, (StationKind)request.Kind, new StationChange(request.Name.Trim(), request.Address.Trim(), opening, true, request.Point?.Latitude, request.Point?.Longitude), desk.Now);
        db.Add(station);
        var division = await map.NameAsync(area.Code, cancel);
        return await db.SaveAsync(() => StationDesk.Of(station, division), cancel);
    }
}
