using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Points;

public sealed class EnteringDeeds(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Nobody_earns_without_having_joined_and_who_comes_back_finds_what_was_left()
    {
        var scheme = await app.NewScheme();
        var me = app.As("resident", SmallMap.Community, subject: "joiner");
        var mine = await me.Registrations.RegisterVolunteerAsync(People.ToRegister());
        await Refused(StatusCode.NotFound, "POINT_ACCOUNT_NOT_FOUND", () => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, mine)));

        var account = await me.Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id });
        Assert.Equal((mine.Id, 0L), (account.VolunteerId, account.Balance));
        await Refused(StatusCode.AlreadyExists, "JOINED_ALREADY", () => me.Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id }));
        var posting = await app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, mine));
        Assert.Equal((10, PointPostingKind.Deed, "垃圾分类", app.Today()), (posting.Points, posting.Kind, posting.Name, posting.DeedDate));
        Assert.Equal(posting, Assert.Single((await me.Points.ListPointPostingsAsync(new() { AccountId = account.Id })).Postings));

        Assert.NotNull((await me.Points.LeaveSchemeAsync(new() { RequestId = NewId(), Id = account.Id })).LeaveTime);
        await Refused(StatusCode.FailedPrecondition, "NOT_JOINED", () => me.Points.LeaveSchemeAsync(new() { RequestId = NewId(), Id = account.Id }));
        await Refused(StatusCode.FailedPrecondition, "NOT_JOINED", () => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, mine)));
        var back = await me.Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id });
        Assert.Equal((account.Id, 10L, 10L), (back.Id, back.Balance, back.Standing));
        Assert.Equal(back, Assert.Single((await me.Points.ListPointAccountsAsync(new())).Accounts));
        Assert.Single(await app.Events("PointsPosted"), e => e.Contains(posting.Id, StringComparison.Ordinal) && e.Contains("waste-sorting", StringComparison.Ordinal) && !e.Contains(mine.Id, StringComparison.Ordinal));
        await app.ProveBalances();
    }

    [Fact]
    public async Task A_deed_counts_so_often_a_day_and_a_year_however_many_enter_it_at_once()
    {
        var scheme = await app.NewScheme(deeds: Schemes.Deed("waste-sorting", 10, mostADay: 3, mostAYear: 5));
        var member = await app.NewMember(scheme);
        var first = await AtOnce(scheme, member, daysAgo: 0);
        Assert.Equal(3, first.Count(o => o == "posted"));
        var second = await AtOnce(scheme, member, daysAgo: 1);
        Assert.Equal(2, second.Count(o => o == "posted"));
        Assert.All(first.Concat(second), o => Assert.Contains(o, new[] { "posted", "DEED_OFTEN_ENOUGH" }));
        Assert.Equal(50, (await app.Account(scheme, member)).Balance);

        // Another year of the deed is another limit; what was reversed does not count.
        await app.Enter(scheme, member, daysAgo: 100);
        var last = await app.Query<Guid>("select id from point_postings where volunteer_id = $1 and day = $2::text::date limit 1", Guid.Parse(member.Id), app.Today());
        await app.Town().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = last.ToString(), Reason = "重复记录" });
        await app.Enter(scheme, member);
        await Refused(StatusCode.FailedPrecondition, "DEED_OFTEN_ENOUGH", () => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member)));
        await app.ProveBalances();
    }

    [Fact]
    public async Task The_same_request_posts_once_and_another_with_its_id_is_refused()
    {
        var scheme = await app.NewScheme(deeds: Schemes.Deed("waste-sorting", 10, mostADay: 1));
        var member = await app.NewMember(scheme);
        var (clerk, request) = (app.Town(), app.ToEnter(scheme, member));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clerk.Points.EnterDeedAsync(request).ResponseAsync));
        Assert.Single(answers.Distinct());
        Assert.Equal(10, (await app.Account(scheme, member)).Balance);
        request.DeedDate = app.Today(-1);
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => clerk.Points.EnterDeedAsync(request));
    }

    [Fact]
    public async Task A_deed_is_reversed_once_and_what_was_spent_cannot_be_taken_back()
    {
        var scheme = await app.NewScheme();
        var member = await app.NewMember(scheme);
        var deed = await app.Enter(scheme, member);
        var reversals = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try { return (await app.Town().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = deed.Id, Reason = "记录有误" })).ReversesId; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(reversals, r => r == deed.Id);
        Assert.All(reversals, r => Assert.Contains(r, new[] { deed.Id, "DEED_REVERSED_ALREADY" }));
        Assert.Equal((0L, 0L), (await app.Account(scheme, member)) is var none ? (none.Balance, none.Standing) : default);

        var (spent, reward) = (await app.Enter(scheme, member), await app.NewReward(scheme));
        var redemption = await app.Town().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_POINTS", () => app.Town().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = spent.Id, Reason = "记录有误" }));
        var account = await app.Account(scheme, member);
        Assert.Equal((0L, 10L), (account.Balance, account.Standing));
        var paid = (await app.Town().Points.ListPointPostingsAsync(new() { AccountId = account.Id })).Postings.Single(p => p.RedemptionId == redemption.Id);
        await Refused(StatusCode.FailedPrecondition, "NOT_A_DEED", () => app.Town().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = paid.Id, Reason = "记录有误" }));
        Assert.Equal(1, await app.Query<long>("select count(*) from point_postings where reverses = $1", Guid.Parse(deed.Id)));
        await Refused(StatusCode.NotFound, "POINT_POSTING_NOT_FOUND", () => app.County("510105").Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = spent.Id, Reason = "记录有误" }));
        await app.ProveBalances();
    }

    [Fact]
    public async Task An_hour_earns_by_the_half_hour_and_each_unit_wants_its_own_figure()
    {
        var scheme = await app.NewScheme(kind: PointSchemeKind.GreenAccount, deeds: [Schemes.Deed("patrol", 5, unit: PointDeedUnit.Hour), Schemes.Deed("waste-sorting", 2)]);
        var member = await app.NewMember(scheme);
        Assert.Equal((7, 90), (await app.Enter(scheme, member, "patrol", minutes: 90)) is var posting ? (posting.Points, posting.Minutes) : default);
        await WrongFields(() => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member, "patrol")), "minutes");
        await WrongFields(() => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member, minutes: 30)), "minutes");
        await Refused(StatusCode.FailedPrecondition, "DEED_UNKNOWN", () => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member, "no-such-deed")));
        await WrongFields(() => app.Town().Points.EnterDeedAsync(new() { Minutes = 15, DeedDate = app.Today(1) }), "scheme_id", "volunteer_id", "deed_code", "deed_date", "minutes", "evidence");
        await WrongFields(() => app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member, daysAgo: 367)), "deed_date");
    }

    [Fact]
    public async Task A_black_deed_costs_standing_and_nobody_owes_anything()
    {
        var list = await app.NewScheme(kind: PointSchemeKind.RedBlackList, deeds: [Schemes.Deed("littering", -20), Schemes.Deed("waste-sorting", 5)]);
        var member = await app.NewMember(list);
        await app.Enter(list, member, "littering");
        var wrong = await app.Enter(list, member, "littering");
        await app.Enter(list, member);
        var account = await app.Account(list, member);
        Assert.Equal((0L, -35L), (account.Balance, account.Standing));
        await app.Town().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "认错了人" });
        Assert.Equal(-15, (await app.Account(list, member)).Standing);
        await Refused(StatusCode.FailedPrecondition, "SCHEME_NOT_SPENDABLE", () => app.NewReward(list));
        await app.ProveBalances();
    }

    [Fact]
    public async Task Who_moves_away_keeps_the_points_and_earns_no_more_and_joins_only_at_home()
    {
        var scheme = await app.NewScheme();
        var member = await app.NewMember(scheme);
        await app.Enter(scheme, member);
        // The account follows by event; here the broker is down, so it is moved as the consumer would.
        await app.QueryAll<int>("update point_accounts set area = $2 where volunteer_id = $1", Guid.Parse(member.Id), SmallMap.OtherTown);
        await Refused(StatusCode.FailedPrecondition, "SCHEME_ELSEWHERE", () => app.County().Points.EnterDeedAsync(app.ToEnter(scheme, member)));
        Assert.Equal(10, (await app.Account(scheme, member)).Balance);
        var stranger = await app.NewVolunteer(SmallMap.OtherTown);
        await Refused(StatusCode.FailedPrecondition, "SCHEME_ELSEWHERE", () => app.County().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id, VolunteerId = stranger.Id }));
        await Refused(StatusCode.NotFound, "POINT_SCHEME_NOT_FOUND", () => app.County().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = NewId(), VolunteerId = stranger.Id }));
        await app.County().Registrations.SuspendVolunteerAsync(new() { Id = stranger.Id, Reason = "核查" });
        await app.County().Registrations.SuspendVolunteerAsync(new() { Id = member.Id, Reason = "核查" });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.County().Points.EnterDeedAsync(app.ToEnter(scheme, member)));
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.County().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id, VolunteerId = stranger.Id }));
    }

    private Task<string[]> AtOnce(PointScheme scheme, Volunteer member, int daysAgo) => Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
    {
        try { await app.Town().Points.EnterDeedAsync(app.ToEnter(scheme, member, daysAgo: daysAgo)); return "posted"; }
        catch (RpcException e) { return Read(e).Reason; }
    }));
}
