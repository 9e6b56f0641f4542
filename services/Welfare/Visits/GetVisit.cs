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
        reply.Findings = wire.Open(visit);
        // Whoever goes there must know where; nobody else learns it this way, and not for longer than it is needed.
        if (visit.Owner == caller.Subject && visit.State is VisitState.Planned or VisitState.Missed && visit.IsNear(clock.Today()))
        {
            var clear = people.Reveal(await db.Everywhere<Person>("the visitor is told whom to visit").AsNoTracking().FirstAsync(p => p.Id == visit.PersonId, cancel));
            reply.Place = new Wire.VisitPlace { Name = clear.Name, Phone = clear.Phone, Address = clear.Address };
        }
        db.AuditRead(visit.PersonId, visit.Area, request.Purpose.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
