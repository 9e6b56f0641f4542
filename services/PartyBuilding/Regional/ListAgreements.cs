using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListAgreements(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ListAgreementsResponse> Handle(Wire.ListAgreementsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId);
        DateOnly ending = default;
        if (request.EndingDate.Length > 0) check.Date("ending_date", request.EndingDate, out ending);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CommitteeId, request.EndingDate);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.CommitteeAsync(committeeId, cancel);
        var agreements = db.Agreements.AsNoTracking().Where(a => a.CommitteeId == committeeId);
        if (ending != default) agreements = agreements.Where(a => a.EndsOn <= ending && a.EndedOn == null);
        if (after is { } last) agreements = agreements.Where(a => a.Id < last);
        var rows = await agreements.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListAgreementsResponse();
        reply.Agreements.AddRange(rows.Take(page.Size).Select(RegionalDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
