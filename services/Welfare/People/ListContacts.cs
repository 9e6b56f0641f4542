using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class ListContacts(WelfareDb db, PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.ListContactsResponse> Handle(Wire.ListContactsRequest request, CancellationToken cancel)
    {
        var person = await desk.LookAsync(request.PersonId, request.Purpose, new Check(), cancel, "person_id");
        var ids = await desk.IdsOfAsync(person, cancel);
        var contacts = await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.PersonId) && c.RemovedAt == null).OrderBy(c => c.Kind).ThenBy(c => c.Id).ToListAsync(cancel);
        var reply = new Wire.ListContactsResponse();
        reply.Contacts.AddRange(contacts.Select(wire.Of));
        return await db.SaveAsync(() => reply, cancel);
    }
}
