using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class ListHonours(HonourDesk desk)
{
    public async Task<Wire.ListHonoursResponse> Handle(Wire.ListHonoursRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var honours = desk.Seen;
        if (division is { } area) honours = honours.In(area);
        var state = (HonourState)request.State;
        if (request.State != Wire.HonourState.Unspecified) honours = honours.Where(h => h.State == state);
        if (after is { } last) honours = honours.Where(h => h.Id < last);
        var rows = await honours.OrderByDescending(h => h.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListHonoursResponse();
        foreach (var honour in rows.Take(page.Size)) reply.Honours.Add(await desk.OfAsync(honour, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
