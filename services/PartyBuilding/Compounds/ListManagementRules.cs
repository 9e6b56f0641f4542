using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ListManagementRules(PartyDb db)
{
    public async Task<Wire.ListManagementRulesResponse> Handle(Wire.ListManagementRulesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        Guid placeId = default;
        if (request.PlaceId.Length > 0) check.Id("place_id", request.PlaceId, out placeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PlaceId, request.ShowFormer);
        var after = page.AfterId(check);
        check.OrThrow();
        var rules = db.ManagementRules.AsNoTracking();
        if (placeId != default) rules = rules.Where(r => r.PlaceId == placeId);
        if (!request.ShowFormer) rules = rules.Where(r => r.KindInForce != null);
        if (after is { } last) rules = rules.Where(r => r.Id < last);
        var rows = await rules.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListManagementRulesResponse();
        reply.Rules.AddRange(rows.Take(page.Size).Select(CompoundDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
