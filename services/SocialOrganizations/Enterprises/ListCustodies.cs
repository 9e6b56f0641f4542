using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ListCustodies(SocialOrgsDb db)
{
    public async Task<Wire.ListCustodiesResponse> Handle(Wire.ListCustodiesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        Guid assetId = default;
        if (request.AssetId.Length > 0) check.Id("asset_id", request.AssetId, out assetId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.AssetId, request.Overdue);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Custodies.AsNoTracking().Include(c => c.Approvals).AsQueryable();
        if (assetId != default) rows = rows.Where(r => r.AssetId == assetId);
        if (request.Overdue) rows = rows.Where(r => r.Overdue && r.State == CustodyState.Running);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCustodiesResponse();
        reply.Custodies.AddRange(found.Take(page.Size).Select(EnterpriseDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
