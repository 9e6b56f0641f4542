using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class AddContact(WelfareDb db, PersonDesk desk, PersonWire wire, PersonRows rows)
{
    public async Task<Wire.Contact> Handle(Wire.AddContactRequest request, CancellationToken cancel)
    {
        var check = PersonDesk.CheckPhone(new Check().Known("kind", request.Kind).Text("relation", request.Relation, 20).Text("name", request.Name, 50), request.Phone).Id("person_id", request.PersonId, out var id);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var person = await desk.FindAsync(id, cancel);
        var contact = new Contact
        {
            Id = Guid.CreateVersion7(desk.Me.At), PersonId = person.Id, Area = person.Area, Kind = (ContactKind)request.Kind, Relation = request.Relation.Trim(), Name = wire.SealContactName(request.Name),
            Phone = wire.SealContactPhone(request.Phone), AddedAt = desk.Me.At,
        };
        db.Add(contact);
        db.AuditRead(person.Id, person.Area, "contact added");
        var reply = await db.SaveAsync(() => wire.Of(contact), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
