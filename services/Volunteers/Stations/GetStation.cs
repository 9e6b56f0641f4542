using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class GetStation(StationDesk desk)
{
    public async Task<Wire.Station> Handle(Wire.GetStationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await desk.Seen.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw StationRefusals.NotFound(request.Id), cancel);
    }
}
