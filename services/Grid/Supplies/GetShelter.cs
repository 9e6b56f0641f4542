using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class GetShelter(GridDb db)
{
    public async Task<Wire.Shelter> Handle(Wire.GetShelterRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await db.Shelters.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel))?.ToWire() ?? throw SupplyRefusals.NoShelter(request.Id);
    }
}
