using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListUndertakings(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ListUndertakingsResponse> Handle(Wire.ListUndertakingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid reportInId = default, itemId = default;
        if (request.ReportInId.Length > 0) check.Id("report_in_id", request.ReportInId, out reportInId);
        if (request.ItemId.Length > 0) check.Id("item_id", request.ItemId, out itemId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ReportInId, request.ItemId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var undertakings = db.Undertakings.AsNoTracking();
        if (division is { } area) undertakings = undertakings.In(area);
        if (reportInId != default) undertakings = undertakings.Where(u => u.ReportInId == reportInId);
        if (itemId != default) undertakings = undertakings.Where(u => u.ItemId == itemId);
        var state = (UndertakingState)request.State;
        if (state != 0) undertakings = undertakings.Where(u => u.State == state);
        if (after is { } last) undertakings = undertakings.Where(u => u.Id < last);
        var rows = await (from undertaking in undertakings
                          join item in db.ServiceItems on undertaking.ItemId equals item.Id
                          orderby undertaking.Id descending
                          select new { undertaking, item.Title }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListUndertakingsResponse();
        reply.Undertakings.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.undertaking, r.Title)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].undertaking.Id.ToString());
        return reply;
    }
}
