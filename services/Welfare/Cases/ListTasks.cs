using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListTasks(WelfareDb db, CaseDesk desk, CaseWire wire)
{
    public async Task<Wire.ListTasksResponse> Handle(Wire.ListTasksRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        Guid caseId = default;
        if (request.CaseId.Length > 0) check.Id("case_id", request.CaseId, out caseId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CaseId, request.Worker, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        // Only of cases that the caller may open now: one that has left took its tasks out of sight.
        var cases = desk.Listed;
        var tasks = db.CaseTasks.AsNoTracking().Where(t => cases.Any(c => c.Id == t.CaseId));
        if (caseId != default) tasks = tasks.Where(t => t.CaseId == caseId);
        if (request.Worker.Length > 0) tasks = tasks.Where(t => t.Worker == request.Worker);
        var state = (CaseTaskState)request.State;
        if (state != 0) tasks = tasks.Where(t => t.State == state);
        if (after is { } last) tasks = tasks.Where(t => t.Id < last);
        var rows = await tasks.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTasksResponse();
        foreach (var task in rows.Take(page.Size))
        {
            reply.Tasks.Add(wire.Of(task));
            db.AuditRead(task.CaseId, task.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
