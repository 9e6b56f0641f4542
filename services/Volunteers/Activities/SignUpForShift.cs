using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class SignUpForShift(VolunteersDb db, ShiftProtection protection, Caller caller, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.SignUpForShiftRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("shift_id", request.ShiftId, out var shiftId);
        var volunteerId = Guid.Empty;
        if (request.VolunteerId.Length > 0 || caller.Reach != Reach.Own) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        check.OrThrow();
        // A resident's own registration, or one that the clerk may see.
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => volunteerId == Guid.Empty || v.Id == volunteerId, cancel) ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
        volunteer.MustBeActive();
        var shift = await db.Everywhere<Shift>("what is published is for everybody to see").AsNoTracking().FirstOrDefaultAsync(s => s.Id == shiftId, cancel) ?? throw ActivityRefusals.ShiftNotFound(request.ShiftId);
        var now = clock.GetUtcNow();
        if (shift.EndsAt <= now) throw ActivityRefusals.ShiftOver();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.TakeTurnsAsync(shiftId, cancel);
            shift = await db.Everywhere<Shift>("what is published is for everybody to see").AsNoTracking().FirstAsync(s => s.Id == shiftId, cancel);
            // Under the lock of the shift, so that nobody gets a place in what is being withdrawn.
            var activity = await db.Published.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == shift.ActivityId, cancel);
            activity.MustBePublished();
            // Who waits needs it too. A cover that is ended in this moment, or later, is found at check-in.
            await protection.CheckAsync(activity, volunteer.Id, shift.StartsAt, shift.EndsAt, cancel);
            var (arrival, place, filled) = await db.ArriveAsync(shift, activity, cancel);
            var signUp = SignUp.Take(shift, volunteer.Id, volunteer.Owner, arrival, place, filled, now);
            db.Add(signUp);
            var reply = await db.SaveAsync(signUp.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ShiftSeats.OncePerShift)
        {
            throw ActivityRefusals.SignedUpAlready();
        }
        catch (ConstraintBroken e) when (e.Constraint == ShiftSeats.NoOverlap)
        {
            throw ActivityRefusals.Overlap();
        }
    }
}
