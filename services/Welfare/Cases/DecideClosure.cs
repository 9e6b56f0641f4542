using Governance.Rpc;
using Governance.Welfare.People;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class DecideClosure(WelfareDb db, CaseDesk desk, CaseRows rows, PersonRows people, VisitRows visits)
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
        var died = request.Approve && found.Outcome == CaseOutcome.Died ? await DieAsync(found, diedOn, cancel) : null;
        var reply = await desk.SaveAsync(found, cancel);
        if (died is { } whom) await visits.ReplanAsync(whom, desk.Today, desk.Me.At, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // The death is in the person's record with the closure, as if it had been entered there. Once: what was entered there meanwhile holds.
    private async Task<Guid?> DieAsync(Case found, DateOnly? on, CancellationToken cancel)
    {
        if (await desk.PersonOfAsync(found, cancel) is not { } person) return null;
        await people.HoldAsync([person.Id], cancel);
        await db.Entry(person).ReloadAsync(cancel);
        if (person.DiedOn is not null || on is not { } day) return null;
        person.Die(day, desk.Me);
        return person.Id;
    }
}
