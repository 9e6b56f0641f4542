using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class ListConsents(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.ListConsentsResponse> Handle(Wire.ListConsentsRequest request, CancellationToken cancel)
    {
        var person = await desk.LookAsync(request.PersonId, request.Purpose, new Check(), cancel, "person_id");
        var ids = await desk.IdsOfAsync(person, cancel);
        var reply = new Wire.ListConsentsResponse();
        reply.Consents.AddRange((await db.Consents.AsNoTracking().Where(c => ids.Contains(c.PersonId)).OrderByDescending(c => c.Id).ToListAsync(cancel)).Select(PersonWire.Of));
        return await db.SaveAsync(() => reply, cancel);
    }
}
