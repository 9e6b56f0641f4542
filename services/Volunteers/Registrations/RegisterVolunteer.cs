using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class RegisterVolunteer(VolunteersDb db, RegistrationDesk desk, Caller caller)
{
    public async Task<Wire.Volunteer> Handle(Wire.RegisterVolunteerRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var registration = await desk.ReadAsync(request, check, cancel);
        check.OrThrow();
        var hash = registration!.Person.NumberHash;
        // The number is unique in the province, so the look must not stop at the caller's areas; what it finds is told only as an id.
        var known = await db.Everywhere<Volunteer>("one person is one volunteer in the whole province").FirstOrDefaultAsync(v => v.Person.NumberHash == hash, cancel);
        // Whoever knows somebody else's number must not get hold of their registration.
        if (known is not null && caller.Reach == Reach.Own && known.Owner != caller.Subject) throw VolunteerRefusals.AlreadyRegistered(known.Id);
        known?.ComeBack(registration, desk.Now);
        var volunteer = known ?? Volunteer.Register(registration, desk.Now);
        if (known is null) db.Add(volunteer);
        try
        {
            return await desk.SaveAsync(volunteer, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == VolunteerTable.OnePersonOnce)
        {
            // Somebody registered the same person at the same moment.
            var first = await db.Everywhere<Volunteer>("as above").Where(v => v.Person.NumberHash == hash).Select(v => v.Id).FirstAsync(cancel);
            throw VolunteerRefusals.AlreadyRegistered(first);
        }
        catch (ConstraintBroken e) when (e.Constraint == VolunteerTable.OneSubjectOnce)
        {
            throw VolunteerRefusals.SubjectTaken();
        }
    }
}
