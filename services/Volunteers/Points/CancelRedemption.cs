using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class CancelRedemption(VolunteersDb db, PointLedger ledger, Caller caller)
{
    public async Task<Wire.Redemption> Handle(Wire.CancelRedemptionRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var redemption = await db.Redemptions.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw RewardRefusals.NoRedemption();
        redemption.Cancel(ledger.Now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (account, scheme) = await ledger.TakeTurnsAsync(redemption.AccountId, cancel);
        await ledger.CountTakenAsync(redemption.RewardId, -1, cancel);
        await ledger.MoveAsync(PointPosting.For(redemption, account, PointPostingKind.Return, caller.Subject, ledger.Now), scheme, cancel);
        // Somebody who collects at the same moment is told by the version of the redemption: then nothing of this has happened.
        var reply = await db.SaveAsync(() => redemption.ToWire(withCode: false), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
