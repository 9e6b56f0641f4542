using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class ListNeeds(VolunteersDb db)
{
    public async Task<Wire.ListNeedsResponse> Handle(Wire.ListNeedsRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var needs = db.Needs.AsNoTracking();
        if (division is { } area) needs = needs.In(area);
        if (request.State != Wire.NeedState.Unspecified) needs = needs.Where(n => n.State == (NeedState)request.State);
        if (after is { } last) needs = needs.Where(n => n.Id < last);
        var rows = await needs.OrderByDescending(n => n.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListNeedsResponse();
        reply.Needs.AddRange(rows.Take(page.Size).Select(n => n.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
