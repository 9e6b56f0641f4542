using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ReverseDeed(VolunteersDb db, PointLedger ledger, Caller caller)
{
    public async Task<Wire.PointPosting> Handle(Wire.ReverseDeedRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        // Whoever may see the account now may put it right, wherever the volunteer was at home then.
        var wrong = await db.Everywhere<PointPosting>("the account decides who may see it").AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && db.PointAccounts.Any(a => a.Id == p.AccountId), cancel)
            ?? throw PointRefusals.NoPosting(request.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (account, scheme) = await ledger.TakeTurnsAsync(wrong.AccountId, cancel);
        var reversal = wrong.Reverse(wrong.Points, account, request.Reason.Trim(), caller.Subject, ledger.Now);
        // Under the lock, and before the points move: else a second reversal would be told that there are not enough of them.
        if (await db.Everywhere<PointPosting>("of an account that the caller sees").AnyAsync(p => p.Reverses == id, cancel)) throw PointRefusals.ReversedAlready();
        await ledger.MoveAsync(reversal, scheme, cancel);
        var reply = await db.SaveAsync(reversal.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
