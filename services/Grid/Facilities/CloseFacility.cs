using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class CloseFacility(GridDb db, TimeProvider clock)
{
    public async Task<Wire.Facility> Handle(Wire.CloseFacilityRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var facility = await db.Facilities.FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw FacilityRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, facility.Version);
        facility.Close(clock.GetUtcNow());
        return await db.SaveAsync(facility.ToWire, cancel);
    }
}
