using Governance.SocialOrgs.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class SharingALottery(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<(Fund Here, Fund There)> FundsAsync()
    {
        if (await app.Query<long>("select count(*) from lottery_rules") == 0) await app.As("province-operator", "51").Funds.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "51", SinceDate = "2024-01-01", SharePermille = 10 });
        return (await app.NewFund("510104017001"), await app.NewFund(SmallMap.NextCounty));
    }

    private async Task<LotteryShare> Enter(Fund fund, string outlet, string month = "2026-01", int replica = 0) =>
        await app.Office(fund.DivisionCode[..6], replica: replica).Funds.EnterLotteryShareAsync(new() { RequestId = NewId(), FundId = fund.Id, OutletNumber = outlet, Month = month, SalesFen = 1_000_00 });

    private async Task Reverse(Fund fund, LotteryShare share) =>
        await app.As("orgs-finance", fund.DivisionCode[..6], subject: "controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = share.EntryId, Voucher = "更正-2026-2" });

    [Fact]
    public async Task A_month_of_an_outlet_goes_to_one_fund_in_the_province()
    {
        var (here, there) = await FundsAsync();
        var share = await Enter(here, "51010001");
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(there, "51010001"));
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(here, "51010001"));
        await Enter(there, "51010001", "2025-12");
        await Enter(there, "51010002");
        await Reverse(here, share);
        await Enter(there, "51010001");
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(here, "51010001"));
    }

    [Fact]
    public async Task Entered_by_two_funds_at_once_one_gets_it()
    {
        app.StartReplica();
        var (here, there) = await FundsAsync();
        async Task<string> Told(Fund fund, string month, int replica)
        {
            try { await Enter(fund, "51010003", month, replica); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }
        foreach (var month in new[] { "2025-07", "2025-08", "2025-09", "2025-10" }) Assert.Equal(["LOTTERY_SHARE_EXISTS", "OK"], (await Task.WhenAll(Told(here, month, 0), Told(there, month, 1))).Order(StringComparer.Ordinal));
        Assert.Equal(4, await app.Query<long>("select count(*) from lottery_shares where outlet_number = '51010003'"));
    }

    [Fact]
    public async Task What_several_funds_had_entered_before_stays_is_found_and_takes_no_third()
    {
        var (here, there) = await FundsAsync();
        var (first, other) = (await Enter(here, "51010004"), await Enter(there, "51010005"));
        var third = await Enter(await app.NewFund("510104017001"), "51010006");
        // As it was before: no index, so each of them was the same outlet's.
        await using (var connection = new NpgsqlConnection(app.Database))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var before = new NpgsqlCommand($"""
                drop index {SocialOrganizations.Funds.LotteryShareTable.Once};
                update lottery_shares set outlet_number = '51010004' where id in ('{other.Id}', '{third.Id}');
                {SocialOrganizations.Funds.LotteryShareTable.Copies}
                create unique index {SocialOrganizations.Funds.LotteryShareTable.Once} on lottery_shares (outlet_number, month, copy) where not reversed;
                """, connection);
            await before.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        Assert.Equal([(short)0, (short)1, (short)2], await app.QueryAll<short>("select copy from lottery_shares where outlet_number = '51010004' order by id"));
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(here, "51010004"));
        // Put right one after the other, whichever was wrong; as long as one is left there is no room for another.
        await Reverse(here, first);
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(here, "51010004"));
        await Reverse(there, other);
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => Enter(there, "51010004"));
        await Reverse(new Fund { Id = third.FundId, DivisionCode = "510104017001" }, third);
        await Enter(there, "51010004");
    }
}
