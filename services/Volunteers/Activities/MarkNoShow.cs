using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class MarkNoShow(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.MarkNoShowRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var signUp = await db.SignUps.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw ActivityRefusals.SignUpNotFound(request.Id);
        signUp.NoShow(clock.GetUtcNow());
        return await db.SaveAsync(signUp.ToWire, cancel);
    }
}
