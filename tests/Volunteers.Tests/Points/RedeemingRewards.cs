using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Points;

public sealed class RedeemingRewards(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Five_hundred_at_once_for_a_stock_of_twenty_twenty_get_one_and_only_they_pay()
    {
        var scheme = await app.NewScheme();
        var reward = await app.NewReward(scheme, stock: 20);
        var people = new List<Volunteer>();
        foreach (var group in Enumerable.Range(0, 500).Chunk(50)) people.AddRange(await Task.WhenAll(group.Select(_ => app.NewMember(scheme))));
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (p, _) => await app.Enter(scheme, p));
        var clerk = app.Town();
        var outcomes = await Task.WhenAll(people.Select(async p =>
        {
            try { return (await clerk.Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = p.Id })).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal((20, 480), (outcomes.Count(o => o == "Ready"), outcomes.Count(o => o == "SOLD_OUT")));
        Assert.Equal(4_800, await app.Query<long>("select sum(balance)::bigint from point_balances where account_id in (select id from point_accounts where volunteer_id = any ($1))", people.Select(p => Guid.Parse(p.Id)).ToArray()));
        Assert.Equal(20, (await app.Events("RewardRedeemed")).Count(e => e.Contains(reward.Id, StringComparison.Ordinal)));
        var listed = (await app.As("resident", "52").Rewards.ListRewardsAsync(new() { SchemeId = scheme.Id })).Rewards.Single(r => r.Id == reward.Id);
        Assert.Equal((20, 20), (listed.Stock, listed.TakenCount));
        await app.ProveBalances();
    }

    [Fact]
    public async Task Points_are_spent_once_however_fast_somebody_is()
    {
        var scheme = await app.NewScheme();
        var (member, reward) = (await app.NewMember(scheme), await app.NewReward(scheme, cost: 10, stock: 100));
        await app.Enter(scheme, member);
        await app.Enter(scheme, member);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try { return (await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id })).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal((2, 18), (outcomes.Count(o => o == "Ready"), outcomes.Count(o => o == "NOT_ENOUGH_POINTS")));
        await app.ProveBalances();
    }

    [Fact]
    public async Task The_code_gets_it_handed_over_once_and_only_its_owner_sees_the_code()
    {
        var scheme = await app.NewScheme();
        var reward = await app.NewReward(scheme);
        var me = app.As("resident", SmallMap.Community, subject: "redeemer");
        var mine = await me.Registrations.RegisterVolunteerAsync(People.ToRegister());
        await Refused(StatusCode.NotFound, "POINT_ACCOUNT_NOT_FOUND", () => me.Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id }));
        await me.Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id });
        await app.Enter(scheme, mine);
        var request = new RedeemRewardRequest { RequestId = NewId(), RewardId = reward.Id };
        var redemption = await me.Rewards.RedeemRewardAsync(request);
        Assert.Equal(redemption, await me.Rewards.RedeemRewardAsync(request));
        Assert.Equal(redemption.Code, Assert.Single((await me.Rewards.ListRedemptionsAsync(new())).Redemptions).Code);
        Assert.Equal("", Assert.Single((await app.Town().Rewards.ListRedemptionsAsync(new() { VolunteerId = mine.Id, RewardId = reward.Id })).Redemptions).Code);
        Assert.Empty((await app.As("resident", SmallMap.Community, subject: "another").Rewards.ListRedemptionsAsync(new())).Redemptions);

        await Refused(StatusCode.NotFound, "REDEMPTION_NOT_FOUND", () => app.Town().Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = "2222222222" }));
        await Refused(StatusCode.NotFound, "REDEMPTION_NOT_FOUND", () => app.County("510105").Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = redemption.Code }));
        Assert.Equal(RedemptionState.Collected, (await app.Town().Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = redemption.Code.ToLowerInvariant() })).State);
        await Refused(StatusCode.FailedPrecondition, "REDEMPTION_OVER", () => app.Town().Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = redemption.Code }));
        await Refused(StatusCode.FailedPrecondition, "REDEMPTION_OVER", () => me.Rewards.CancelRedemptionAsync(new() { RequestId = NewId(), Id = redemption.Id }));
    }

    [Fact]
    public async Task A_cancellation_gives_points_and_stock_back_or_the_reward_is_collected_never_both()
    {
        var scheme = await app.NewScheme();
        var reward = await app.NewReward(scheme, stock: 1);
        var (member, next) = (await app.NewMember(scheme), await app.NewMember(scheme));
        await app.Enter(scheme, member);
        await app.Enter(scheme, next);
        var redemption = await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        await Refused(StatusCode.FailedPrecondition, "SOLD_OUT", () => app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = next.Id }));
        await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(_ => new[] { Outcome(redemption, cancel: true), Outcome(redemption, cancel: false) }));
        var state = await app.Query<short>("select state from redemptions where id = $1", Guid.Parse(redemption.Id));
        Assert.Contains(state, new short[] { 2, 3 });
        Assert.Equal(state == 3 ? 10 : 0, (await app.Account(scheme, member)).Balance);
        Assert.Equal(state == 3 ? 0 : 1, await app.Query<int>("select taken from rewards where id = $1", Guid.Parse(reward.Id)));
        await app.ProveBalances();

        var two = await app.NewReward(scheme, stock: 1);
        var again = await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = two.Id, VolunteerId = next.Id });
        Assert.Equal(RedemptionState.Cancelled, (await app.Town().Rewards.CancelRedemptionAsync(new() { RequestId = NewId(), Id = again.Id })).State);
        Assert.Equal((10L, 10L), (await app.Account(scheme, next)) is var account ? (account.Balance, account.Standing) : default);
        Assert.NotEqual(again.Id, (await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = two.Id, VolunteerId = next.Id })).Id);
        await app.ProveBalances();
    }

    [Fact]
    public async Task What_is_for_others_expired_or_left_is_not_redeemed()
    {
        var county = await app.NewScheme("510104", PointSchemeKind.GreenAccount);
        var (member, away) = (await app.NewMember(county), await app.NewMember(county, SmallMap.OtherTown));
        await app.Enter(county, member);
        await app.Enter(county, away);
        var (here, everywhere) = (await app.NewReward(county), await app.NewReward(county, division: "510104"));
        await Refused(StatusCode.FailedPrecondition, "REWARD_ELSEWHERE", () => app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = here.Id, VolunteerId = away.Id }));
        await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = everywhere.Id, VolunteerId = away.Id });
        Assert.Equal([everywhere.Id], (await app.County().Rewards.ListRewardsAsync(new() { SchemeId = county.Id, DivisionCode = SmallMap.OtherTown })).Rewards.Select(r => r.Id));
        Assert.Equal(2, (await app.County().Rewards.ListRewardsAsync(new() { SchemeId = county.Id, DivisionCode = SmallMap.Community })).Rewards.Count);

        var old = await app.County().Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(here) { ValidUntil = app.Today(-1) } });
        await Refused(StatusCode.FailedPrecondition, "REWARD_EXPIRED", () => app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = old.Id, VolunteerId = member.Id }));
        Assert.Single((await app.County().Rewards.ListRewardsAsync(new() { SchemeId = county.Id })).Rewards);
        Assert.Equal(2, (await app.County().Rewards.ListRewardsAsync(new() { SchemeId = county.Id, ShowAll = true })).Rewards.Count);
        await app.County().Points.LeaveSchemeAsync(new() { RequestId = NewId(), Id = (await app.Account(county, member)).Id });
        await Refused(StatusCode.FailedPrecondition, "NOT_JOINED", () => app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = everywhere.Id, VolunteerId = member.Id }));
        await Refused(StatusCode.NotFound, "REWARD_NOT_FOUND", () => app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = NewId(), VolunteerId = member.Id }));
    }

    [Fact]
    public async Task A_reward_keeps_its_scheme_and_its_stock_never_falls_below_what_is_taken()
    {
        var scheme = await app.NewScheme();
        var (member, reward) = (await app.NewMember(scheme), await app.NewReward(scheme, stock: 5));
        await app.Enter(scheme, member);
        await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        var changed = await app.Town().Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(reward) { Stock = 1, Cost = 7 } });
        Assert.Equal((1, 1, 7), (changed.Stock, changed.TakenCount, changed.Cost));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Town().Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(reward) { Stock = 2 } }));
        await Refused(StatusCode.FailedPrecondition, "STOCK_BELOW_TAKEN", () => app.Town().Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(changed) { Stock = 0 } }));
        await Refused(StatusCode.NotFound, "REWARD_NOT_FOUND", () => app.County("510105").Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = changed }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.County("510105").Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(changed) { Id = "" } }));
        await WrongFields(() => app.Town().Rewards.SetRewardAsync(new() { Reward = new(changed) { DivisionCode = SmallMap.Community } }), "reward.division_code");
        await WrongFields(() => app.County().Rewards.SetRewardAsync(new() { Reward = new(changed) { Id = "", DivisionCode = SmallMap.OtherTown } }), "reward.division_code");
        await WrongFields(() => app.Town().Rewards.SetRewardAsync(new() { Reward = new() { Id = "x", Stock = -1 } }), "reward.id", "reward.scheme_id", "reward.division_code", "reward.name", "reward.cost", "reward.stock", "reward.valid_until");
        await WrongFields(() => app.Town().Rewards.RedeemRewardAsync(new()), "reward_id", "volunteer_id");
    }

    private async Task<string> Outcome(Redemption redemption, bool cancel)
    {
        try
        {
            return (cancel ? await app.Town().Rewards.CancelRedemptionAsync(new() { RequestId = NewId(), Id = redemption.Id }) : await app.Town().Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = redemption.Code })).State.ToString();
        }
        catch (RpcException e) { return Read(e).Reason; }
    }
}
