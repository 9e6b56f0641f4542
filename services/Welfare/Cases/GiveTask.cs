using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class GiveTask(WelfareDb db, CaseDesk desk, CaseRows rows, CaseWire wire)
{
    public async Task<Wire.CaseTask> Handle(Wire.GiveTaskRequest request, CancellationToken cancel)
    {
        new Check().Text("what", request.What, 500).Text("worker", request.Worker, 200).Date("due_date", request.DueDate, out var due).That(due >= desk.Today, "due_date", "IN_THE_PAST", "不能早于今天")
            .Id("case_id", request.CaseId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var found = await desk.FindAsync(id, cancel);
        found.MustBeUnderWay();
        await desk.MustMayOpenAsync(request.Worker, found.Area, cancel);
        var task = new CaseTask { Id = Guid.CreateVersion7(desk.Me.At), CaseId = found.Id, Area = found.Area, What = wire.SealTask(request.What), Worker = request.Worker, DueOn = due, By = desk.Me.Subject };
        db.Add(task);
        db.AuditRead(found.Id, found.Area, "task given");
        var reply = await db.SaveAsync(() => wire.Of(task), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
