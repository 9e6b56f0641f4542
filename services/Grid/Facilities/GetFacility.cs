using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class GetFacility(GridDb db)
{
    public async Task<Wire.Facility> Handle(Wire.GetFacilityRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await db.Facilities.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancel))?.ToWire() ?? throw FacilityRefusals.NotFound(request.Id);
    }
}
