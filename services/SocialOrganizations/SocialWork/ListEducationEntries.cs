using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class ListEducationEntries(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.ListEducationEntriesResponse> Handle(Wire.ListEducationEntriesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("social_worker_id", request.SocialWorkerId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.SocialWorkerId);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.FindAsync(id, cancel);
        var rows = db.EducationEntries.Where(e => e.SocialWorkerId == id);
        if (after is { } last) rows = rows.Where(e => e.Id < last);
        var found = await rows.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEducationEntriesResponse();
        reply.Entries.AddRange(found.Take(page.Size).Select(SocialWorkerWire.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
