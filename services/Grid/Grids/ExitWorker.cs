using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class ExitWorker(GridDb db, WorkerWire wire, TimeProvider clock)
{
    public async Task<Wire.Worker> Handle(Wire.ExitWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, max: 200).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.KeepUnassignedAsync(id, cancel);
        var worker = await db.Workers.FirstOrDefaultAsync(w => w.Id == id, cancel) ?? throw WorkerRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, worker.Version);
        var responsible = await db.Assignments.AnyAsync(a => a.WorkerId == id && a.EndAt == null, cancel);
        worker.Exit(responsible, request.Reason.Trim(), clock.GetUtcNow());
        var reply = await db.SaveAsync(() => wire.Of(worker), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
