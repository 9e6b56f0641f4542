using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListCaseNotes(WelfareDb db, CaseDesk desk, CaseWire wire)
{
    public async Task<Wire.ListCaseNotesResponse> Handle(Wire.ListCaseNotesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CaseId);
        var after = page.AfterId(check);
        var found = await desk.LookAsync(request.CaseId, request.Purpose, check, cancel, "case_id");
        var notes = db.CaseNotes.AsNoTracking().Where(n => n.CaseId == found.Id);
        if (after is { } last) notes = notes.Where(n => n.Id < last);
        var rows = await notes.OrderByDescending(n => n.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCaseNotesResponse();
        reply.Notes.AddRange(rows.Take(page.Size).Select(wire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
