using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ListPapers(SocialOrgsDb db, OrganizationDesk desk)
{
    public async Task<Wire.ListPapersResponse> Handle(Wire.ListPapersRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.FindAsync(id, cancel);
        var papers = db.OrganizationPapers.AsNoTracking().Where(p => p.OrganizationId == id);
        if (after is { } last) papers = papers.Where(p => p.Id < last);
        var rows = await papers.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPapersResponse();
        reply.Papers.AddRange(rows.Take(page.Size).Select(OrganizationWire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
