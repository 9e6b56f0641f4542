using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class RedeemReward(VolunteersDb db, PointDesk desk, PointLedger ledger, Caller caller)
{
    public async Task<Wire.Redemption> Handle(Wire.RedeemRewardRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.VolunteerAsync(request.VolunteerId, new Check().Id("reward_id", request.RewardId, out var rewardId), cancel);
        var rewards = db.Everywhere<Reward>("what is offered is for everybody to see").AsNoTracking().Where(r => r.Id == rewardId);
        var schemeId = (await rewards.FirstOrDefaultAsync(cancel) ?? throw RewardRefusals.NotFound(request.RewardId)).SchemeId;
        var found = await desk.AccountAsync(volunteer.Id, schemeId, cancel);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (account, scheme) = await ledger.TakeTurnsAsync(found.Id, cancel);
        account.MustBeJoined();
        var left = await ledger.CountTakenAsync(rewardId, 1, cancel);
        // Read under the lock: the price that is paid is the price that stands.
        var reward = await rewards.FirstAsync(cancel);
        reward.MustBeFor(account.Area, ledger.Today);
        if (!left) throw RewardRefusals.SoldOut();
        var redemption = Redemption.Of(reward, account, scheme.YearOf(ledger.Today), ledger.Now);
        db.Add(redemption);
        await ledger.MoveAsync(PointPosting.For(redemption, account, PointPostingKind.Redeem, caller.Subject, ledger.Now), scheme, cancel);
        var reply = await db.SaveAsync(() => redemption.ToWire(withCode: true), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
