using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class ProveBalance(VolunteersDb db, AccountDesk desk)
{
    public async Task<Wire.ProveBalanceResponse> Handle(Wire.ProveBalanceRequest request, CancellationToken cancel)
    {
        // One snapshot for balance and postings, or a transfer between the two questions would look like an error.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var account = await desk.FindAsync(request.AccountId, "account_id", new Check(), cancel);
        var all = db.Everywhere<Posting>("the account is the caller's to see; the other side may live elsewhere");
        var (paidIn, paidOut) = (all.Where(p => p.ToId == account.Id), all.Where(p => p.FromId == account.Id));
        var (inMinutes, outMinutes) = (await paidIn.SumAsync(p => p.Minutes, cancel), await paidOut.SumAsync(p => p.Minutes, cancel));
        return new Wire.ProveBalanceResponse
        {
            BalanceMinutes = account.Balance, InMinutes = inMinutes, OutMinutes = outMinutes, PostingCount = await paidIn.LongCountAsync(cancel) + await paidOut.LongCountAsync(cancel),
            Proven = inMinutes - outMinutes == account.Balance,
        };
    }
}
