using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListCharityNeeds(FundDesk desk)
{
    public async Task<Wire.ListCharityNeedsResponse> Handle(Wire.ListCharityNeedsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Category);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Told<CharityNeed>().Where(n => !n.Closed);
        if (request.Category.Length > 0) rows = rows.Where(r => r.Category == request.Category);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCharityNeedsResponse();
        foreach (var need in found.Take(page.Size)) reply.Needs.Add(FundDesk.Of(need, await desk.NameAsync(need.Area, cancel)));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
