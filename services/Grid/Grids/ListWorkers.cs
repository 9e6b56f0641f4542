using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class ListWorkers(GridDb db, WorkerWire wire)
{
    public async Task<Wire.ListWorkersResponse> Handle(Wire.ListWorkersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShowLeft);
        var after = page.AfterId(check);
        check.OrThrow();

        var workers = db.Workers.AsNoTracking();
        if (division is { } area) workers = workers.In(area);
        if (!request.ShowLeft) workers = workers.Where(w => w.ExitedAt == null);
        // Ids are made at entry and hold its time, so their order is the order of entry.
        if (after is { } before) workers = workers.Where(w => w.Id < before);
        var rows = await workers.OrderByDescending(w => w.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListWorkersResponse
        {
            Workers = { shown.Select(wire.Of) },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var last] ? last.Id.ToString() : ""),
        };
    }
}
