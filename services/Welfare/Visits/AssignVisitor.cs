using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class AssignVisitor(WelfareDb db, PersonDesk people, PersonRows rows, VisitRows visits, VisitDesk desk)
{
    public async Task<Wire.Visitor> Handle(Wire.AssignVisitorRequest request, CancellationToken cancel)
    {
        new Check().Id("person_id", request.PersonId, out var id).Known("kind", request.Kind).Text("subject", request.Subject, 200).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync([id], cancel);
        var person = await people.FindAsync(id, cancel);
        person.MustLive();
        if (request.Kind == Wire.VisitorKind.Volunteer)
        {
            var ids = await people.IdsOfAsync(person, cancel);
            await people.MustConsentAsync(ids, ConsentPurpose.Visits, cancel);
            await people.MustConsentAsync(ids, ConsentPurpose.Service, cancel);
        }
        await desk.MustMayVisitAsync(request.Subject, (VisitorKind)request.Kind, person.Area, cancel);
        var visitor = await db.Visitors.FirstOrDefaultAsync(v => v.PersonId == id, cancel);
        if (visitor is null) db.Add(visitor = new Visitor { PersonId = id, Area = person.Area });
        (visitor.Kind, visitor.Subject) = ((VisitorKind)request.Kind, request.Subject);
        db.AuditRead(person.Id, person.Area, "visitor assigned");
        await visits.HoldScheduleAsync(cancel);
        var reply = await db.SaveAsync(() => new Wire.Visitor { PersonId = request.PersonId, Kind = request.Kind, Subject = request.Subject }, cancel);
        await visits.AssignAsync(id, visitor.Kind, visitor.Subject, people.Today, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
