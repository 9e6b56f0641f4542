using Google.Protobuf;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.Tests.Honours;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Points;

/// <summary>Rows of points and honours for the area matrix: a scheme, a member who has earned, redeemed and is nominated, and requests about them.</summary>
internal static class PointsScene
{
    public const string State = """
        (select sum(version) || '/' || count(*) from point_schemes), (select sum(version) || '/' || count(*) from point_accounts), (select sum(balance) || '/' || sum(standing) || '/' || count(*) from point_balances),
        (select count(*) from point_postings), (select sum(version) || '/' || sum(taken) || '/' || count(*) from rewards), (select sum(version) || '/' || count(*) from redemptions),
        (select sum(version) || '/' || count(*) from honours), (select count(*) || '/' || count(*) filter (where name_shown) || '/' || count(*) filter (where won) from nominations), (select count(*) from ballots)
        """;

    public static async Task<IReadOnlyList<string>> SetAsync(VolunteersApp app, Volunteer member, Dictionary<string, Func<IMessage>> requests)
    {
        // The nearest community's, which no other scenario asks about.
        var deeds = new[] { Schemes.Deed("waste-sorting", 1_000) };
        var scheme = await app.NewScheme(SmallMap.Community, PointSchemeKind.RedBlackList, deeds: deeds);
        var spendable = await app.NewScheme(SmallMap.Community, PointSchemeKind.GreenAccount, deeds: deeds);
        var stranger = await app.NewMember(scheme);
        await app.Town().Points.JoinSchemeAsync(new() { SchemeId = spendable.Id, VolunteerId = member.Id });
        var deed = await app.Enter(spendable, member);
        await app.Enter(scheme, stranger);
        var account = await app.Account(spendable, member);
        var reward = await app.NewReward(spendable, cost: 1, stock: 1_000, division: SmallMap.Community);
        var redemption = await app.Town().Rewards.RedeemRewardAsync(new() { RewardId = reward.Id, VolunteerId = member.Id });
        requests["SetPointScheme"] = () => new SetPointSchemeRequest { Scheme = new(scheme) { Etag = "" } };
        requests["GetPointScheme"] = () => new GetPointSchemeRequest { DivisionCode = SmallMap.Community, Kind = PointSchemeKind.GreenAccount };
        requests["ListPointSchemes"] = () => new ListPointSchemesRequest();
        requests["JoinScheme"] = () => new JoinSchemeRequest { SchemeId = scheme.Id, VolunteerId = member.Id };
        requests["LeaveScheme"] = () => new LeaveSchemeRequest { Id = account.Id };
        requests["ListPointAccounts"] = () => new ListPointAccountsRequest { VolunteerId = member.Id };
        requests["EnterDeed"] = () => app.ToEnter(spendable, member);
        requests["ReverseDeed"] = () => new ReverseDeedRequest { Id = deed.Id, Reason = "记录有误" };
        requests["ListPointPostings"] = () => new ListPointPostingsRequest { AccountId = account.Id };
        requests["ListStandings"] = () => new ListStandingsRequest { SchemeId = scheme.Id };
        requests["GetPointFigures"] = () => new GetPointFiguresRequest { DivisionCode = SmallMap.Community, Kind = PointSchemeKind.GreenAccount, FromMonth = app.Today()[..7], ToMonth = app.Today()[..7] };
        requests["SetReward"] = () => new SetRewardRequest { Reward = new(reward) { Etag = "" } };
        requests["ListRewards"] = () => new ListRewardsRequest { SchemeId = spendable.Id };
        requests["RedeemReward"] = () => new RedeemRewardRequest { RewardId = reward.Id, VolunteerId = member.Id };
        requests["CollectRedemption"] = () => new CollectRedemptionRequest { Code = redemption.Code };
        requests["CancelRedemption"] = () => new CancelRedemptionRequest { Id = redemption.Id };
        requests["ListRedemptions"] = () => new ListRedemptionsRequest { PageSize = 500 };
        var honour = await app.NewHonour();
        var (mine, theirs) = (await app.Nominated(honour, member), await app.Nominated(honour, stranger));
        var next = await app.NewVolunteer();
        requests["OpenHonour"] = () => app.ToOpen();
        requests["ListHonours"] = () => new ListHonoursRequest { PageSize = 500 };
        requests["Nominate"] = () => new NominateRequest { HonourId = honour.Id, VolunteerId = next.Id, Reason = "热心公益" };
        requests["ConsentToName"] = () => new ConsentToNameRequest { Id = mine.Id, Agreed = true };
        requests["Vote"] = () => new VoteRequest { NominationId = theirs.Id };
        requests["CloseHonour"] = () => new CloseHonourRequest { Id = honour.Id };
        requests["AwardHonour"] = () => new AwardHonourRequest { Id = honour.Id };
        requests["ListNominations"] = () => new ListNominationsRequest { HonourId = honour.Id };
        return [honour.Id, mine.Id, theirs.Id, stranger.Id, account.Id, deed.Id, redemption.Id, redemption.Code];
    }
}
