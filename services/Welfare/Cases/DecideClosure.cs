using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class DecideClosure(WelfareDb db, CaseDesk desk, CaseRows rows, Deaths deaths)
{
    private const Grpc.Core.StatusCode StatusOfClosing = Grpc.Core.StatusCode.FailedPrecondition;

    public async Task<Wire.Case> Handle(Wire.DecideClosureRequest request, CancellationToken cancel)
    {
        new Check().Text("reason", request.Reason, 500, min: request.Approve ? 0 : 1).Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(id, cancel);
        var found = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        if (request.Approve && await db.CaseTransfers.AnyAsync(t => t.CaseId == id && t.State == CaseTransferState.Offered, cancel)) throw TransferRefusals.UnderWay(StatusOfClosing);
        var diedOn = found.ClosureDiedOn;
        found.DecideClosure(request.Approve, desk.Me);
        if (request.Approve) await desk.EndSharesAsync(found, cancel);
        if (request.Reason.Trim().Length > 0) desk.Note(found, request.Reason);
        if (request.Approve && found.Outcome == CaseOutcome.Died && found.PersonId is { } whom && diedOn is { } day) await deaths.EnterAsync(whom, day, cancel);
        var reply = await desk.SaveAsync(found, cancel);
        await deaths.FollowAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
