using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListGrants(SocialOrgsDb db)
{
    public async Task<Wire.ListGrantsResponse> Handle(Wire.ListGrantsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var fundId = FundDesk.Optional(check, "fund_id", request.FundId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.FundId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Grants.AsNoTracking();
        if (fundId is { } fund) rows = rows.Where(r => r.FundId == fund);
        if (request.State != 0) rows = rows.Where(r => r.State == (GrantState)request.State);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListGrantsResponse();
        reply.Grants.AddRange(found.Take(page.Size).Select(FundDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
