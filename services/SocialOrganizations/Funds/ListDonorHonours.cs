using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListDonorHonours(SocialOrgsDb db)
{
    public async Task<Wire.ListDonorHonoursResponse> Handle(Wire.ListDonorHonoursRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        // Some dozens in all divisions above one.
        var found = await db.DonorHonours.AsNoTracking().Where(h => area.Code.StartsWith(h.Area)).OrderByDescending(h => h.MinFen).ThenBy(h => h.Id).ToListAsync(cancel);
        if (after is { } last) found = [.. found.SkipWhile(h => h.Id != last).Skip(1)];
        var reply = new Wire.ListDonorHonoursResponse();
        reply.Honours.AddRange(found.Take(page.Size).Select(FundDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
