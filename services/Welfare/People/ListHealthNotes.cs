using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class ListHealthNotes(WelfareDb db, PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.ListHealthNotesResponse> Handle(Wire.ListHealthNotesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PersonId);
        var after = page.AfterId(check);
        var person = await desk.LookAsync(request.PersonId, request.Purpose, check, cancel, "person_id");
        var ids = await desk.IdsOfAsync(person, cancel);
        var notes = db.HealthNotes.AsNoTracking().Where(n => ids.Contains(n.PersonId));
        if (after is { } last) notes = notes.Where(n => n.Id < last);
        var rows = await notes.OrderByDescending(n => n.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListHealthNotesResponse();
        reply.Notes.AddRange(rows.Take(page.Size).Select(wire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
