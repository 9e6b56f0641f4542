using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListSpendings(SocialOrgsDb db)
{
    public async Task<Wire.ListSpendingsResponse> Handle(Wire.ListSpendingsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var fundId = FundDesk.Optional(check, "fund_id", request.FundId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.FundId);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Spendings.AsNoTracking();
        if (fundId is { } fund) rows = rows.Where(r => r.FundId == fund);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListSpendingsResponse();
        reply.Spendings.AddRange(found.Take(page.Size).Select(FundDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
