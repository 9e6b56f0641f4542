using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class ResolvePath(GridDb db)
{
    public async Task<Wire.ResolvePathResponse> Handle(Wire.ResolvePathRequest request, CancellationToken cancel)
    {
        new Check().That(Area.TryParse(request.Code, out _), "code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9、12 或 15 位数字").OrThrow();
        var place = request.Code.Length == 15 ? request.Code[..12] : request.Code;
        var codes = new List<string>();
        for (var code = place; code is not null; code = Area.ParentOf(code)) codes.Add(code);
        var path = await db.Divisions.AsNoTracking().Where(d => codes.Contains(d.Code)).OrderBy(d => d.Code).ToListAsync(cancel);
        if (path.Count == 0 || path[^1].Code != place) throw DivisionRefusals.NotFound(request.Code);
        return new Wire.ResolvePathResponse { Path = { await db.ToWireAsync(path, cancel) }, FullName = string.Concat(path.Select(d => d.Name)) };
    }
}
