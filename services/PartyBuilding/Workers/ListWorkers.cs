using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ListWorkers(PartyDb db, WorkerDesk desk)
{
    public async Task<Wire.ListWorkersResponse> Handle(Wire.ListWorkersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Within("grade", request.Grade, 0, 30);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State, request.Grade);
        var after = page.AfterId(check);
        check.OrThrow();
        var state = request.State == 0 ? WorkerState.Active : (WorkerState)request.State;
        var workers = db.Workers.AsNoTracking().Where(w => w.State == state);
        if (division is { } area) workers = workers.In(area);
        if (request.Grade > 0) workers = workers.Where(w => w.Grade == request.Grade);
        if (after is { } last) workers = workers.Where(w => w.Id < last);
        var rows = await workers.OrderByDescending(w => w.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListWorkersResponse();
        reply.Workers.AddRange(await desk.OfAsync([.. rows.Take(page.Size)], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
