using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class GetDivision(GridDb db)
{
    public async Task<Wire.Division> Handle(Wire.GetDivisionRequest request, CancellationToken cancel)
    {
        new Check().Division("code", request.Code, out _).OrThrow();
        var division = await db.Divisions.AsNoTracking().FirstOrDefaultAsync(d => d.Code == request.Code, cancel);
        return division is null ? throw DivisionRefusals.NotFound(request.Code) : (await db.ToWireAsync([division], cancel))[0];
    }
}
