using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListResourceMatches(SocialOrgsDb db)
{
    public async Task<Wire.ListResourceMatchesResponse> Handle(Wire.ListResourceMatchesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var needId = FundDesk.Optional(check, "need_id", request.NeedId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.NeedId);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.ResourceMatches.AsNoTracking();
        if (needId is { } need) rows = rows.Where(r => r.NeedId == need);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListResourceMatchesResponse();
        reply.Matches.AddRange(found.Take(page.Size).Select(FundDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
