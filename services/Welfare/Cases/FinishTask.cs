using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class FinishTask(WelfareDb db, CaseDesk desk, CaseRows rows, CaseWire wire)
{
    public async Task<Wire.CaseTask> Handle(Wire.FinishTaskRequest request, CancellationToken cancel)
    {
        new Check().Text("result", request.Result, 500).Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var caseId = await db.CaseTasks.Where(t => t.Id == id).Select(t => t.CaseId).FirstOrDefaultAsync(cancel);
        if (caseId == Guid.Empty) throw CaseRefusals.NoTask(request.Id);
        // Against two who finish it at once, and a case that closes meanwhile.
        await rows.HoldAsync(caseId, cancel);
        var task = await db.CaseTasks.FirstAsync(t => t.Id == id, cancel);
        var found = await desk.FindAsync(caseId, cancel);
        if (task.Worker != desk.Me.Subject && !desk.MayApprove) throw CaseRefusals.TaskNotYours();
        task.Finish(wire.SealTask(request.Result));
        db.AuditRead(found.Id, found.Area, "task finished");
        var reply = await db.SaveAsync(() => wire.Of(task), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
