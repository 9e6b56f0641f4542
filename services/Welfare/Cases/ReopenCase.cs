using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ReopenCase(WelfareDb db, CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.ReopenCaseRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 4), cancel);
        // While it was closed its worker may have retired.
        var stays = found.Worker.Length > 0 && await desk.MayOpenAsync(found.Worker, found.Area, cancel);
        found.Reopen(stays, await desk.DueAsync(CaseLimitKind.Plan, cancel), desk.Me);
        desk.Note(found, request.Reason);
        var reply = await desk.SaveAsync(found, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
