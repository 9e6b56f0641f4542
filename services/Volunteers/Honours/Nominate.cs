using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class Nominate(VolunteersDb db, HonourDesk desk, Caller caller, PersonalData personal)
{
    public async Task<Wire.Nomination> Handle(Wire.NominateRequest request, CancellationToken cancel)
    {
        new Check().Id("honour_id", request.HonourId, out var honourId).Id("volunteer_id", request.VolunteerId, out var volunteerId).Text("reason", request.Reason, 500, min: 4).OrThrow();
        var seen = await desk.Seen.FirstOrDefaultAsync(h => h.Id == honourId, cancel) ?? throw HonourRefusals.NotFound(request.HonourId);
        // One answer for "not here", "not at home in the division" and "not active": residents ask here who may see nobody's registration.
        var volunteer = await desk.People.AsNoTracking().FirstOrDefaultAsync(v => v.Id == volunteerId && v.State == VolunteerState.Active && v.Area.StartsWith(seen.Area), cancel)
            ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
        if (volunteer.Owner == caller.Subject) throw HonourRefusals.OwnNomination();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var honour = await desk.ShareAsync(honourId, cancel);
            honour.MustTake(desk.Today);
            var nomination = new Nomination { Id = Guid.CreateVersion7(desk.Now), HonourId = honourId, VolunteerId = volunteerId, SealedReason = personal.Encrypt(request.Reason.Trim(), HonourDesk.ReasonPurpose), At = desk.Now };
            db.Add(nomination);
            db.AuditRead(nomination.Id, honour.Area, "nominated");
            var wire = await desk.OfAsync(nomination, honour, volunteer.Home, volunteer.Person.Name, cancel);
            var reply = await db.SaveAsync(() => wire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == NominationTable.NominatedOnce)
        {
            throw HonourRefusals.NominatedAlready();
        }
    }
}
