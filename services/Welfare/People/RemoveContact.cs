using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RemoveContact(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.RemoveContactResponse> Handle(Wire.RemoveContactRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var contact = await db.Contacts.FirstOrDefaultAsync(c => c.Id == id && c.RemovedAt == null, cancel) ?? throw PersonRefusals.NoContact(request.Id);
        await desk.MustNotBeSealedAsync(contact.PersonId, cancel);
        contact.RemovedAt = desk.Me.At;
        db.AuditRead(contact.PersonId, contact.Area, "contact removed");
        return await db.SaveAsync(() => new Wire.RemoveContactResponse(), cancel);
    }
}
