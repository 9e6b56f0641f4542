using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class CloseNeed(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.Need> Handle(Wire.CloseNeedRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var need = await db.Needs.FirstOrDefaultAsync(n => n.Id == id, cancel) ?? throw ActivityRefusals.NeedNotFound(request.Id);
        Etag.Match(request.Etag, need.Version);
        need.Close(clock.GetUtcNow());
        return await db.SaveAsync(need.ToWire, cancel);
    }
}
