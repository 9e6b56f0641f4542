using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListEarmarks(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ListEarmarksResponse> Handle(Wire.ListEarmarksRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.FundId);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Earmarks.AsNoTracking().Where(e => e.FundId == fundId);
        await desk.ToldFundAsync(fundId, cancel);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEarmarksResponse();
        var ids = found.Select(e => (Guid?)e.Id).ToArray();
        var free = await db.FundAccounts.AsNoTracking().Where(a => a.FundId == fundId && ids.Contains(a.EarmarkId) && a.Kind == FundAccountKind.Free).ToDictionaryAsync(a => a.EarmarkId!.Value, a => a.BalanceFen, cancel);
        reply.Earmarks.AddRange(found.Take(page.Size).Select(e => FundDesk.Of(e, free.GetValueOrDefault(e.Id))));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
