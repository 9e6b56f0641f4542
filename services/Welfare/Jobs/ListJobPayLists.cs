using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ListJobPayLists(WelfareDb db)
{
    public async Task<Wire.ListJobPayListsResponse> Handle(Wire.ListJobPayListsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var lists = db.JobPayLists.AsNoTracking();
        if (division is { } area) lists = lists.In(area);
        if (after is { } last) lists = lists.Where(l => l.Id < last);
        var rows = await lists.OrderByDescending(l => l.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListJobPayListsResponse();
        reply.PayLists.AddRange(rows.Take(page.Size).Select(l => l.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
