using Governance.Events.Grid.V1;
using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Honours;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Points;

[Collection(WithBroker.Name)]
public sealed class EarningByService(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task A_record_earns_once_in_every_scheme_with_that_deed_and_its_reversal_takes_it_back()
    {
        var community = await app.NewScheme(SmallMap.Community, deeds: Schemes.Deed("service", 4, unit: PointDeedUnit.Hour));
        var green = await app.NewScheme(SmallMap.Community, PointSchemeKind.GreenAccount, deeds: Schemes.Deed("waste-sorting", 10));
        var county = await app.NewScheme("510104", PointSchemeKind.GreenAccount, yearly: true, Schemes.Deed("service", 1));
        var (member, other) = (await app.NewMember(community), await app.NewMember(green));
        await app.Town().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = county.Id, VolunteerId = member.Id });
        var record = await Serve(member, -30, 2.5);
        await Serve(other, -30, 2.5);
        await Balance(community, member, 10);
        await Balance(county, member, 1);

        // The bus brings it again.
        var id = await app.Query<Guid>("select id from events where type = 'governance.volunteers.v1.ServiceRecorded' and payload->>'recordId' = $1", record.Id);
        await app.PublishAsync(new ServiceRecorded(Guid.Parse(record.Id), SmallMap.Community, Guid.Parse(member.Id), null, "general", app.Clock.GetUtcNow().AddHours(-30), 150, app.Clock.GetUtcNow()), id);
        await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = record.Id, Reason = "未参加服务" });
        await Balance(community, member, 0);
        await Balance(county, member, 0);
        Assert.Equal(["DEED 10", "REVERSE -10"], await app.QueryAll<string>("select case kind when 1 then 'DEED ' else 'REVERSE ' end || points from point_postings where scheme_id = $1 order by kind", Guid.Parse(community.Id)));
        Assert.Equal(0, await app.Query<long>("select count(*) from point_postings where volunteer_id = $1", Guid.Parse(other.Id)));
        await app.ProveBalances();
    }

    [Fact]
    public async Task A_reversal_takes_no_more_than_is_left_and_a_limit_holds_for_service_too()
    {
        var scheme = await app.NewScheme(SmallMap.OtherTown, deeds: Schemes.Deed("service", 10, mostADay: 1));
        var member = await app.NewMember(scheme, SmallMap.OtherTown);
        // Noon in China three days ago: whatever the clock says now, the first two are of one day.
        var (now, noon) = (app.Clock.GetUtcNow(), Governance.Rpc.ChinaTime.StartOf(Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(-3)).AddHours(12));
        var first = await Serve(member, (noon - now).TotalHours, 1);
        await Balance(scheme, member, 10);
        await Serve(member, (noon - now).TotalHours + 1, 1);
        await Serve(member, (noon - now).TotalHours + 24, 1);
        await Balance(scheme, member, 20);
        var reward = await app.NewReward(scheme, cost: 15, division: SmallMap.OtherTown);
        await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        await app.County().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "未参加服务" });
        await Balance(scheme, member, 0);
        Assert.Equal(-5, await app.Query<int>("select points from point_postings where volunteer_id = $1 and kind = 2", Guid.Parse(member.Id)));
        await app.ProveBalances();
    }

    [Fact]
    public async Task Accounts_balances_and_redemptions_follow_a_volunteer_who_moves()
    {
        var scheme = await app.NewScheme("510104018007");
        var member = await app.NewMember(scheme, "510104018007");
        await app.Enter(scheme, member);
        await app.Enter(scheme, member);
        var reward = await app.NewReward(scheme, division: "510104018007");
        var redemption = await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = member.Id });
        await app.As("county-centre", "510104,510105").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = member.Id, DivisionCode = SmallMap.NextCounty });
        await Areas(member, $"{SmallMap.NextCounty} {SmallMap.NextCounty} {SmallMap.NextCounty}");
        Assert.Empty((await app.County().Rewards.ListRedemptionsAsync(new() { RewardId = reward.Id })).Redemptions);
        Assert.Equal(10, Assert.Single((await app.County("510105").Points.ListPointAccountsAsync(new() { VolunteerId = member.Id })).Accounts).Balance);
        Assert.Equal(RedemptionState.Collected, (await app.County("510105").Rewards.CollectRedemptionAsync(new() { RequestId = NewId(), Code = redemption.Code })).State);
    }

    [Fact]
    public async Task Communities_that_merge_take_their_points_with_them_and_keep_one_scheme_of_a_kind()
    {
        const string first = "510104018004", second = "510104018005", successor = "510104018006";
        var one = await app.NewScheme(first);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var two = await app.NewScheme(second);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var green = await app.NewScheme(second, PointSchemeKind.GreenAccount);
        var (here, there) = (await app.NewMember(one, first), await app.NewMember(two, second));
        await app.Enter(one, here);
        await app.Enter(two, there);
        var (reward, left) = (await app.NewReward(one, division: first), await app.NewReward(two, division: second));
        var honour = await app.NewHonour(second);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [first, second], [successor, successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("they have moved", async () => await app.Query<string>("select string_agg(area, ' ' order by id) from point_schemes where id = any ($1)", new[] { one, two, green }.Select(s => Guid.Parse(s.Id)).ToArray()),
            areas => areas == $"{successor} {second} {successor}");
        await Areas(here, $"{successor} {successor} ");
        Assert.Equal(successor, await app.Query<string>("select area from honours where id = $1", Guid.Parse(honour.Id)));
        await app.Enter(one, here);
        // Whose scheme has ended spends what is there.
        Assert.Equal("SCHEME_ELSEWHERE", (await Refused(Grpc.Core.StatusCode.FailedPrecondition, "SCHEME_ELSEWHERE", () => app.County().Points.EnterDeedAsync(app.ToEnter(two, there)))).Reason);
        await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = left.Id, VolunteerId = there.Id });
        await app.County().Rewards.RedeemRewardAsync(new() { RequestId = NewId(), RewardId = reward.Id, VolunteerId = here.Id });
        await app.ProveBalances();
    }

    private Task Areas(Volunteer member, string areas) => EventuallyAsync("they follow", async () => await app.Query<string>("""
        select a.area || ' ' || b.area || ' ' || coalesce((select max(r.area) from redemptions r where r.account_id = a.id), '') from point_accounts a join point_balances b on b.account_id = a.id where a.volunteer_id = $1
        """, Guid.Parse(member.Id)), found => found == areas);

    private async Task<ServiceRecord> Serve(Volunteer member, double startsIn, double hours) => await app.County().Records.EnterRecordAsync(new()
    {
        RequestId = NewId(), VolunteerId = member.Id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(startsIn), EndTime = app.In(startsIn + hours),
    });

    private Task Balance(PointScheme scheme, Volunteer member, long points) => EventuallyAsync("the points follow", async () => (await app.Account(scheme, member)).Balance, n => n == points);
}
