using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ListWorkerTrainings(PartyDb db, WorkerDesk desk)
{
    public async Task<Wire.ListWorkerTrainingsResponse> Handle(Wire.ListWorkerTrainingsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.FindAsync(id, cancel);
        var trainings = db.WorkerTrainings.AsNoTracking().Where(t => t.WorkerId == id);
        if (after is { } last) trainings = trainings.Where(t => t.Id < last);
        var rows = await trainings.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListWorkerTrainingsResponse();
        reply.Trainings.AddRange(rows.Take(page.Size).Select(WorkerDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
