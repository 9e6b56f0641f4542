using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class AssignWorker(GridDb db, TimeProvider clock)
{
    public async Task<Wire.Assignment> Handle(Wire.AssignWorkerRequest request, CancellationToken cancel)
    {
        new Check().GridCode("grid_code", request.GridCode).Id("worker_id", request.WorkerId, out var workerId).Text("reason", request.Reason, max: 200).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.KeepServingAsync(workerId, cancel);
        var grid = await db.GridsWithResponsible.FirstOrDefaultAsync(g => g.Area == request.GridCode, cancel) ?? throw GridRefusals.NotFound(request.GridCode);
        var worker = await db.Workers.FirstOrDefaultAsync(w => w.Id == workerId, cancel) ?? throw WorkerRefusals.NotFound(request.WorkerId);
        var assignment = grid.HandOver(worker, request.Reason.Trim(), clock.GetUtcNow());
        try
        {
            var reply = await db.SaveAsync(assignment.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint is AssignmentTable.OneIsOpen or AssignmentTable.StartIsUnique)
        {
            // Somebody else's hand-over was committed first; which of the constraints or the version notices it is a matter of microseconds.
            throw Etag.Overtaken();
        }
    }
}
