using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Cadres;

internal sealed class ReleaseCadre(GridDb db, CadreWire wire, TimeProvider clock)
{
    public async Task<Wire.Cadre> Handle(Wire.ReleaseCadreRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var cadre = await db.Cadres.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CadreRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, cadre.Version);
        cadre.Release(clock.GetUtcNow());
        return await db.SaveAsync(() => wire.Of(cadre), cancel);
    }
}
