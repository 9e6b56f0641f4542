using Governance.Rpc;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class CheckIn(VolunteersDb db, ShiftCode codes, ShiftProtection protection, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.CheckInRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        check.OrThrow();
        var signUp = await db.SignUps.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw ActivityRefusals.SignUpNotFound(request.Id);
        var activity = await db.Published.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == signUp.ActivityId, cancel);
        codes.Check(check, signUp.ShiftId, activity, request.Code, request.Point);
        check.OrThrow();
        signUp.CheckIn(clock.GetUtcNow());
        var volunteer = await db.Everywhere<Volunteer>("only whether the volunteer may serve is asked").AsNoTracking().FirstAsync(v => v.Id == signUp.VolunteerId, cancel);
        volunteer.MustBeActive();
        await protection.CheckAsync(activity, signUp.VolunteerId, signUp.StartsAt, signUp.EndsAt, cancel);
        return await db.SaveAsync(signUp.ToWire, cancel);
    }
}
