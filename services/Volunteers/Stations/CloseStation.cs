using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class CloseStation(VolunteersDb db, StationDesk desk, DivisionMap map, Work work)
{
    public async Task<Wire.Station> Handle(Wire.CloseStationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var station = await desk.HoldAsync(id, cancel) ?? throw StationRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, station.Version);
        station.Close(await db.Posts.AnyAsync(p => p.StationId == id && p.State == PostState.Open, cancel), desk.Now);
        work.Purpose = request.Reason.Trim();
        var division = await map.NameAsync(station.Area, cancel);
        var reply = await db.SaveAsync(() => StationDesk.Of(station, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
