using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListClaims(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ListClaimsResponse> Handle(Wire.ListClaimsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid itemId = default, unitId = default;
        if (request.ItemId.Length > 0) check.Id("item_id", request.ItemId, out itemId);
        if (request.UnitId.Length > 0) check.Id("unit_id", request.UnitId, out unitId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ItemId, request.UnitId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var claims = db.Claims.AsNoTracking();
        if (itemId != default) claims = claims.Where(c => c.ItemId == itemId);
        if (unitId != default) claims = claims.Where(c => c.UnitId == unitId);
        var state = (ClaimState)request.State;
        if (state != 0) claims = claims.Where(c => c.State == state);
        if (after is { } last) claims = claims.Where(c => c.Id < last);
        var rows = await (from claim in claims
                          join item in desk.Items on claim.ItemId equals item.Id
                          orderby claim.Id descending
                          select new { claim, item.Title }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListClaimsResponse();
        reply.Claims.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.claim, r.Title)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].claim.Id.ToString());
        return reply;
    }
}
