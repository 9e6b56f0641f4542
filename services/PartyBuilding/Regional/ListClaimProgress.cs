using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListClaimProgress(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ListClaimProgressResponse> Handle(Wire.ListClaimProgressRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("claim_id", request.ClaimId, out var claimId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ClaimId);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.Claims.AnyAsync(c => c.Id == claimId, cancel)) throw RegionalRefusals.NoClaim(request.ClaimId);
        var entered = db.ClaimProgress.AsNoTracking().Where(p => p.ClaimId == claimId);
        if (after is { } last) entered = entered.Where(p => p.Id < last);
        var rows = await entered.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListClaimProgressResponse();
        reply.Progress.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
