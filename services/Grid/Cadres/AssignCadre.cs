using Governance.Grid.Communities;
using Governance.Grid.Grids;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Cadres;

internal sealed class AssignCadre(GridDb db, CadreWire wire, TimeProvider clock)
{
    public async Task<Wire.Cadre> Handle(Wire.AssignCadreRequest request, CancellationToken cancel)
    {
        new Check()
            .GridCode("grid_code", request.GridCode)
            .Known("kind", request.Kind)
            .Text("name", request.Name, max: 50, min: 2)
            .That(request.Phone is ['1', ..] and { Length: 11 } && request.Phone.All(char.IsAsciiDigit), "phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号")
            .OrThrow();
        var grid = await db.Grids.AsNoTracking().FirstOrDefaultAsync(g => g.Area == request.GridCode, cancel) ?? throw GridRefusals.NotFound(request.GridCode);
        if (grid.RetiredAt is not null) throw GridRefusals.Retired(grid.Code);
        var (kind, now) = ((CadreKind)request.Kind, clock.GetUtcNow());
        var before = await db.Cadres.FirstOrDefaultAsync(c => c.Area == request.GridCode && c.Kind == kind && c.EndAt == null, cancel);
        before?.Release(now);
        var (name, phone) = wire.Seal(request.Name.Trim(), request.Phone);
        var cadre = Cadre.Assign(grid.Code, kind, name, phone, now);
        db.Add(cadre);
        try
        {
            return await db.SaveAsync(() => wire.Of(cadre), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CadreTable.OneOfAKind)
        {
            // Somebody else has assigned another at the same time.
            throw Etag.Overtaken();
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            throw GridRefusals.Retired(request.GridCode);
        }
    }
}
