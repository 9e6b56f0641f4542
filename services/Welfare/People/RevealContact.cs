using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RevealContact(WelfareDb db, PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.RevealedContact> Handle(Wire.RevealContactRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.RemovedAt == null, cancel) ?? throw PersonRefusals.NoContact(request.Id);
        await desk.FindOwnerAsync(contact.PersonId, () => PersonRefusals.NoContact(request.Id), cancel);
        db.AuditRead(contact.PersonId, contact.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(contact);
    }
}
