using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListFunds(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ListFundsResponse> Handle(Wire.ListFundsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Funds;
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListFundsResponse();
        var ids = found.Select(f => f.Id).ToArray();
        var free = await db.FundAccounts.AsNoTracking().Where(a => ids.Contains(a.FundId) && a.EarmarkId == null && a.Kind == FundAccountKind.Free).ToDictionaryAsync(a => a.FundId, a => a.BalanceFen, cancel);
        foreach (var fund in found.Take(page.Size)) reply.Funds.Add(FundDesk.Of(fund, await desk.NameAsync(fund.Area, cancel), free.GetValueOrDefault(fund.Id)));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
