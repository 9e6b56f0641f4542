using Governance.Access;
using Governance.Messaging;
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
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var (account, scheme) = await ledger.TakeTurnsAsync(wrong.AccountId, cancel);
            var reversal = wrong.Reverse(wrong.Points, account, request.Reason.Trim(), caller.Subject, ledger.Now);
            await ledger.MoveAsync(reversal, scheme, cancel);
            var reply = await db.SaveAsync(reversal.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PointLedger.ReversedOnce)
        {
            throw PointRefusals.ReversedAlready();
        }
    }
}
