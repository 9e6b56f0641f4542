using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class GetVisit(WelfareDb db, VisitDesk desk, VisitWire wire, PersonWire people, Caller caller, TimeProvider clock)
{
    public async Task<Wire.Visit> Handle(Wire.GetVisitRequest request, CancellationToken cancel)
    {
        var visit = await desk.FindAsync(request.Id, "", new Check().Known("purpose", request.Purpose), cancel);
        var reply = VisitWire.Of(visit);
        // A visitor reads what they wrote themselves, while it may still be of use to them; who reads all of an area, all of it.
        if (caller.Reach != Reach.Own || (visit.DoneBy == caller.Subject && visit.IsNear(clock.Today()))) reply.Findings = wire.Open(visit);
        // Whoever goes there must know where; nobody else learns it this way, and not for longer than it is needed.
        if (visit.Owner == caller.Subject && visit.State is VisitState.Planned or VisitState.Missed && visit.IsNear(clock.Today()) && await WhomAsync(visit, cancel) is { } person)
        {
            var clear = people.Reveal(person);
            reply.Place = new Wire.VisitPlace { Name = clear.Name, Phone = clear.Phone, Address = clear.Address };
        }
        db.AuditRead(visit.PersonId, visit.Area, request.Purpose.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }

    // The record as it is now, only while it is where the visit was to be and the caller visits it: an old visit is no way to whoever has moved or is visited by somebody else.
    private async Task<Person?> WhomAsync(Visit visit, CancellationToken cancel)
    {
        const string why = "the visitor is told whom to visit";
        var person = await db.Everywhere<Person>(why).AsNoTracking().FirstAsync(p => p.Id == visit.PersonId, cancel);
        if (person.MergedInto is { } kept) person = await db.Everywhere<Person>(why).AsNoTracking().FirstAsync(p => p.Id == kept, cancel);
        if (person.Area != visit.Area || person.DiedOn is not null) return null;
        // Nobody is assigned: it is the default visitor of the community, who comes by no consent.
        if (await db.Everywhere<Visitor>(why).AsNoTracking().FirstOrDefaultAsync(v => v.PersonId == person.Id, cancel) is not { } visitor)
        {
            return await db.Everywhere<DefaultVisitor>(why).AnyAsync(v => v.Area == person.Area && v.Subject == caller.Subject, cancel) ? person : null;
        }
        if (visitor.Subject != caller.Subject) return null;
        if (visitor.Kind != VisitorKind.Volunteer) return person;
        var doubles = db.Everywhere<Person>(why).Where(p => p.MergedInto == person.Id).Select(p => p.Id);
        return await db.Everywhere<Consent>(why).AnyAsync(c => (c.PersonId == person.Id || doubles.Contains(c.PersonId)) && c.Purpose == ConsentPurpose.Visits && c.WithdrawnAt == null, cancel) ? person : null;
    }
}
