using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ListCreditEntries(SocialOrgsDb db, OrganizationDesk organizations)
{
    public async Task<Wire.ListCreditEntriesResponse> Handle(Wire.ListCreditEntriesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId);
        var after = page.AfterId(check);
        check.OrThrow();
        await organizations.FindAsync(id, cancel);
        var rows = db.CreditEntries.AsNoTracking().Where(e => e.OrganizationId == id);
        if (after is { } last) rows = rows.Where(e => e.Id < last);
        var found = await rows.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCreditEntriesResponse();
        reply.Entries.AddRange(found.Take(page.Size).Select(AssessmentDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
