using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RetireWorker(WelfareDb db, CaseRows rows, TimeProvider clock)
{
    public async Task<Wire.RetireWorkerResponse> Handle(Wire.RetireWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldWorkerAsync(id, cancel);
        var worker = await db.CaseWorkers.FirstOrDefaultAsync(w => w.Id == id && w.RetiredAt == null, cancel) ?? throw CaseRefusals.NoWorker(request.Id);
        if (!Area.TryParse(worker.Area, out var area)) throw CaseRefusals.NoWorker(request.Id);
        if (await db.CaseTasks.In(area).AnyAsync(t => t.Worker == worker.Subject && t.State == CaseTaskState.Given, cancel)
            || await db.Cases.In(area).AnyAsync(c => c.Worker == worker.Subject && c.State != CaseState.Closed, cancel)
            || await db.Visitors.In(area).AnyAsync(v => v.Subject == worker.Subject, cancel) || await db.DefaultVisitors.In(area).AnyAsync(v => v.Subject == worker.Subject, cancel)) throw CaseRefusals.WorkerIsBusy();
        worker.RetiredAt = clock.GetUtcNow();
        var reply = await db.SaveAsync(() => new Wire.RetireWorkerResponse(), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
