using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListFundEntries(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ListFundEntriesResponse> Handle(Wire.ListFundEntriesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.FundId);
        var before = int.MaxValue;
        if (page.After is { } after) check.That(int.TryParse(after, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        await desk.FundAsync(fundId, cancel);
        var found = await db.FundEntries.AsNoTracking().Where(e => e.FundId == fundId && e.Number < before).OrderByDescending(e => e.Number).Take(page.Size + 1).ToListAsync(cancel);
        var ids = found.Select(e => e.Id).ToArray();
        var legs = (await db.FundLegs.AsNoTracking().Where(l => ids.Contains(l.EntryId)).Join(db.FundAccounts, l => l.AccountId, a => a.Id, (l, a) => new { l.EntryId, a.Kind, a.EarmarkId, l.AmountFen }).ToListAsync(cancel)).ToLookup(l => l.EntryId);
        var reversed = await db.FundEntries.AsNoTracking().Where(e => e.ReversesId != null && ids.Contains(e.ReversesId.Value)).ToDictionaryAsync(e => e.ReversesId!.Value, e => e.Id, cancel);
        var reply = new Wire.ListFundEntriesResponse();
        reply.Entries.AddRange(found.Take(page.Size).Select(e => FundDesk.Of(e, reversed.TryGetValue(e.Id, out var by) ? by : null, legs[e.Id].OrderBy(l => l.AmountFen).Select(l => (l.Kind, l.EarmarkId, l.AmountFen)))));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
