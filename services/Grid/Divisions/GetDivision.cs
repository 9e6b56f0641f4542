using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class GetDivision(GridDb db)
{
    public async Task<Wire.Division> Handle(Wire.GetDivisionRequest request, CancellationToken cancel)
    {
        var check = new Check();
        check.That(Area.TryParse(request.Code, out var area) && area.Code.Length <= 12, "code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字").OrThrow();
        var division = await db.Divisions.AsNoTracking().FirstOrDefaultAsync(d => d.Code == request.Code, cancel);
        return division?.ToWire() ?? throw DivisionRefusals.NotFound(request.Code);
    }
}
