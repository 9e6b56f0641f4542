using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ListGradingSchemes(SocialOrgsDb db)
{
    public async Task<Wire.ListGradingSchemesResponse> Handle(Wire.ListGradingSchemesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.GradingSchemes.AsNoTracking();
        if (after is { } last) rows = rows.Where(s => s.Id < last);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListGradingSchemesResponse();
        reply.Schemes.AddRange(found.Take(page.Size).Select(AssessmentDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
