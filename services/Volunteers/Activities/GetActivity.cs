using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class GetActivity(VolunteersDb db)
{
    public async Task<Wire.Activity> Handle(Wire.GetActivityRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await db.Published.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw ActivityRefusals.NotFound(request.Id)).ToWire();
    }
}
