using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class RefuseMatter(GridDb db, TimeProvider clock)
{
    public async Task<Wire.Matter> Handle(Wire.RefuseMatterRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 500).OrThrow();
        var matter = await db.Matters.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw MatterRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, matter.Version);
        matter.Refuse(request.Reason.Trim(), clock.GetUtcNow());
        return await db.SaveAsync(matter.ToWire, cancel);
    }
}
