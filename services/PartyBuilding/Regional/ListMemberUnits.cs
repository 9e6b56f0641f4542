using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListMemberUnits(RegionalDesk desk)
{
    public async Task<Wire.ListMemberUnitsResponse> Handle(Wire.ListMemberUnitsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CommitteeId, request.ShowFormer);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.CommitteeAsync(committeeId, cancel);
        var units = desk.Units.AsNoTracking().Where(u => u.CommitteeId == committeeId);
        if (!request.ShowFormer) units = units.Where(u => u.LeftOn == null);
        if (after is { } last) units = units.Where(u => u.Id < last);
        var rows = await units.OrderByDescending(u => u.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListMemberUnitsResponse();
        reply.Units.AddRange(rows.Take(page.Size).Select(RegionalDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
