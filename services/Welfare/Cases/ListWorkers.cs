using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListWorkers(WelfareDb db)
{
    public async Task<Wire.ListWorkersResponse> Handle(Wire.ListWorkersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var workers = db.CaseWorkers.AsNoTracking().Where(w => w.RetiredAt == null);
        if (division is { Code: var code }) workers = workers.Where(w => code.StartsWith(w.Area));
        if (after is { } last) workers = workers.Where(w => w.Id < last);
        var rows = await workers.OrderByDescending(w => w.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListWorkersResponse();
        reply.Workers.AddRange(rows.Take(page.Size).Select(CaseWire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
