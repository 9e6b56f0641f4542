using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class SetReward(VolunteersDb db, PointLedger ledger)
{
    public async Task<Wire.Reward> Handle(Wire.SetRewardRequest request, CancellationToken cancel)
    {
        var wanted = request.Reward ?? new Wire.Reward();
        var id = Guid.Empty;
        var check = new Check().Id("reward.scheme_id", wanted.SchemeId, out var schemeId).Division("reward.division_code", wanted.DivisionCode, out var area).Text("reward.name", wanted.Name, 50)
            .Within("reward.cost", wanted.Cost, 1, 1_000_000).Within("reward.stock", wanted.Stock, 0, 1_000_000).Date("reward.valid_until", wanted.ValidUntil, out var validUntil);
        if (wanted.Id.Length > 0) check.Id("reward.id", wanted.Id, out id);
        check.OrThrow();
        try
        {
            var reward = id == Guid.Empty ? await NewAsync(schemeId, area.Code, cancel) : await db.Rewards.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw RewardRefusals.NotFound(wanted.Id);
            new Check().That(reward.SchemeId == schemeId, "reward.scheme_id", "FIXED", "不能更改").That(reward.Area == area.Code, "reward.division_code", "FIXED", "不能更改").OrThrow();
            if (id != Guid.Empty) Etag.Match(wanted.Etag, reward.Version);
            reward.Set(wanted.Name.Trim(), wanted.Cost, wanted.Stock, validUntil);
            return await db.SaveAsync(reward.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PointLedger.InStock)
        {
            throw RewardRefusals.BelowTaken();
        }
    }

    private async Task<Reward> NewAsync(Guid schemeId, string area, CancellationToken cancel)
    {
        var scheme = await db.PointSchemes.AsNoTracking().FirstOrDefaultAsync(s => s.Id == schemeId, cancel) ?? throw PointRefusals.NoScheme();
        new Check().That(scheme.HoldsIn(area), "reward.division_code", "NOT_IN_THE_SCHEME", "应在积分办法的适用区域内").OrThrow();
        var reward = Reward.For(scheme, area, ledger.Now);
        db.Add(reward);
        return reward;
    }
}
