using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Points;

/// <summary>Moves its clock over New Year in China, so it has an app of its own.</summary>
public sealed class StartingANewYear(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Points_of_last_year_do_not_count_and_those_of_a_scheme_without_reset_do()
    {
        var (yearly, lasting) = (await app.NewScheme(yearly: true), await app.NewScheme(kind: PointSchemeKind.GreenAccount));
        var member = await app.NewMember(yearly);
        await app.County().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = lasting.Id, VolunteerId = member.Id });
        var reward = await app.NewReward(yearly);
        await app.County().Rewards.SetRewardAsync(new() { RequestId = NewId(), Reward = new(reward) { ValidUntil = "2027-06-30" } });

        // 23:59 in China on the last day of the year.
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 15, 59, 0, TimeSpan.Zero));
        var deed = await app.Enter(yearly, member);
        await app.Enter(lasting, member);
        Assert.Equal((10L, 10L), ((await app.Account(yearly, member)).Balance, (await app.Account(lasting, member)).Balance));
        var kept = await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        await app.Enter(yearly, member);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0L, 0L), (await app.Account(yearly, member)) is var now ? (now.Balance, now.Standing) : default);
        Assert.Equal(10, (await app.Account(lasting, member)).Balance);
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_POINTS", () => app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id }));
        Assert.Empty((await app.County().Points.ListStandingsAsync(new() { SchemeId = yearly.Id })).Standings);

        // A deed of last year that is entered now, is reversed now, or paid for what is given back now, counts for last year.
        await app.Enter(yearly, member, daysAgo: 1);
        await app.County().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = deed.Id, Reason = "记录有误" });
        await app.County().Rewards.CancelRedemptionAsync(new() { RequestId = NewId(), Id = kept.Id });
        Assert.Equal(0, (await app.Account(yearly, member)).Balance);
        Assert.Equal(20, await app.Query<long>("select balance from point_balances where account_id = $1 and year = 2026", Guid.Parse((await app.Account(yearly, member)).Id)));
        await app.Enter(yearly, member);
        Assert.Equal(10, (await app.Account(yearly, member)).Balance);
        await app.ProveBalances();
    }
}
