using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ListPilotSchemes(SocialOrgsDb db)
{
    public async Task<Wire.ListPilotSchemesResponse> Handle(Wire.ListPilotSchemesRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Kind);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, kind) = (db.PilotSchemes.AsNoTracking(), (PilotKind)request.Kind);
        if (kind > 0) rows = rows.Where(s => s.Kind == kind);
        if (after is { } last) rows = rows.Where(s => s.Id < last);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPilotSchemesResponse();
        reply.Schemes.AddRange(found.Take(page.Size).Select(ProjectDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
