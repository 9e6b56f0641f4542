using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class AssignCase(WelfareDb db, CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.AssignCaseRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await desk.FindAsync(request.Id, request.Etag, new Check().Text("worker", request.Worker, 200), cancel);
        await desk.MustMayOpenAsync(request.Worker, found.Area, cancel);
        found.Assign(request.Worker, desk.Me);
        var reply = await desk.SaveAsync(found, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
