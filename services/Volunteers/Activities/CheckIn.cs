using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class CheckIn(VolunteersDb db, ShiftCode codes, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.CheckInRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        check.OrThrow();
        var signUp = await db.SignUps.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw ActivityRefusals.SignUpNotFound(request.Id);
        codes.Check(check, signUp.ShiftId, await db.Published.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == signUp.ActivityId, cancel), request.Code, request.Point);
        check.OrThrow();
        signUp.CheckIn(clock.GetUtcNow());
        return await db.SaveAsync(signUp.ToWire, cancel);
    }
}
