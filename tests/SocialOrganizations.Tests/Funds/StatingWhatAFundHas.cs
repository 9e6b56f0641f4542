using Governance.SocialOrgs.V1;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class StatingWhatAFundHas(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(sql, connection)) await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    // Somebody who writes the ledger without knowing of months, as a version before, or whose clock is behind.
    private Task Post(Fund fund, string earmark, long fen, DateTimeOffset at) => app.QueryAll<int>($"""
        with e as (insert into fund_entries (id, fund_id, number, kind, voucher, by, at) select gen_random_uuid(), '{fund.Id}', max(number) + 1000, 6, '', 'x', $1 from fund_entries where fund_id = '{fund.Id}' returning id)
        insert into fund_legs (entry_id, account_id, amount_fen, at) select e.id, a.id, case a.kind when 1 then -$2 else $2 end, $1 from e, fund_accounts a where a.fund_id = '{fund.Id}' and a.kind in (1, 4) and a.earmark_id is not distinct from {(earmark.Length > 0 ? $"'{earmark}'::uuid" : "null")}
        """, at, fen);

    // From the legs themselves, all of them.
    private async Task<long> Sum(Fund fund, string earmark, int[] kinds, DateTimeOffset from, DateTimeOffset before) => await app.Query<long>($"""
        select coalesce(sum(l.amount_fen), 0)::bigint from fund_legs l join fund_accounts a on a.id = l.account_id
        where a.fund_id = '{fund.Id}' and a.earmark_id is not distinct from {(earmark.Length > 0 ? $"'{earmark}'::uuid" : "null")} and a.kind = any ($1) and l.at >= $2 and l.at < $3
        """, kinds.Select(k => (short)k).ToArray(), from, before);

    private async Task<int> EqualsTheLedger(Fund fund, DateOnly first, int days)
    {
        var (random, looked) = (new Random(20261130), 0);
        var caller = app.Office().Funds;
        for (var i = 0; i < 40; i++)
        {
            var from = first.AddDays(random.Next(-20, days));
            // Months from their first to their last day are what is asked for most, and where it could be wrong.
            if (i % 3 == 0) from = from.AddDays(1 - from.Day);
            var until = i % 3 == 0 ? from.AddMonths(random.Next(1, 12)).AddDays(-1) : from.AddDays(random.Next(0, 365));
            var (begins, ends) = (Rpc.ChinaTime.StartOf(from), Rpc.ChinaTime.StartOf(until.AddDays(1)));
            var told = await caller.GetFundStatementAsync(new() { FundId = fund.Id, FromDate = from.ToString("yyyy-MM-dd", null), UntilDate = until.ToString("yyyy-MM-dd", null) });
            foreach (var line in told.Lines)
            {
                Task<long> In(params int[] kinds) => Sum(fund, line.EarmarkId, kinds, begins, ends);
                Task<long> To(DateTimeOffset before, params int[] kinds) => Sum(fund, line.EarmarkId, kinds, DateTimeOffset.UnixEpoch, before);
                Assert.Equal((await To(begins, 1, 2), -await In(5), -await In(7), await In(3), await In(4), await To(ends, 1, 2), await To(ends, 2)),
                    (line.OpeningFen, line.DonatedFen, line.MovedFen, line.GrantedFen, line.SpentFen, line.ClosingFen, line.PromisedFen));
                looked++;
            }
        }
        return looked;
    }

    [Fact]
    public async Task Every_period_equals_the_ledger_whoever_wrote_it_and_costs_no_history()
    {
        var (first, begun) = (Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()), app.Clock.GetUtcNow());
        var fund = await app.NewFund();
        var (earmark, drive) = (await app.NewEarmark(fund), await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)));
        for (var month = 0; month < 15; month++)
        {
            await app.Given(fund, 1_000_00 + month);
            await app.Given(fund, 300_00 + month, month % 2 == 0 ? earmark.Id : drive.EarmarkId);
            await app.Spent(fund, 50_00 + month);
            if (month % 4 == 1) await app.PaidOut(fund, 20_00 + month, earmark.Id);
            if (month % 4 == 2) await app.Approved(fund, 10_00 + month);
            // A year in which nothing moves for two months.
            app.Clock.Advance(TimeSpan.FromDays(month == 7 ? 83 : 23));
        }
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id, DestinationEarmarkId = earmark.Id });
        // A month's last and first moment, in the middle of the history.
        var turn = Rpc.ChinaTime.StartOf(new DateOnly(first.Year, first.Month, 1).AddMonths(5));
        foreach (var at in new[] { turn, turn.AddMilliseconds(-1), turn.AddDays(-40), begun.AddDays(200) }) await Post(fund, "", 7_77, at);
        var days = Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).DayNumber - first.DayNumber;
        Assert.InRange(await EqualsTheLedger(fund, first, days), 120, 120);

        // What was there before there were months, counted by the migration; and what is written after it.
        const string Months = "select string_agg(concat_ws(' ', account_id, month, balance_fen), '; ' order by account_id, month) from fund_months";
        var kept = await app.Query<string>(Months);
        await Run("truncate fund_months;" + SocialOrganizations.Funds.FundMonthTable.Kept);
        Assert.Equal(kept, await app.Query<string>(Months));
        await Post(fund, "", 8_88, begun.AddDays(100));
        await app.Given(fund, 5_00);
        Assert.InRange(await EqualsTheLedger(fund, first, days), 120, 120);

        // It counts from the month before and not from the first leg on: whoever falsifies that month falsifies it.
        var last = await app.Statement(fund);
        await app.QueryAll<int>("update fund_months m set balance_fen = m.balance_fen + 1 from fund_accounts a where a.id = m.account_id and a.fund_id = $1 and a.kind = 1 and a.earmark_id is null and m.month = (select max(month) from fund_months o where o.account_id = m.account_id and o.month < $2)",
            Guid.Parse(fund.Id), DateOnly.Parse(app.Day()[..8] + "01", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(last.OpeningFen + 1, (await app.Statement(fund)).OpeningFen);
        await Run("truncate fund_months;" + SocialOrganizations.Funds.FundMonthTable.Kept);
        Assert.Equal(last.ClosingFen, (await app.Statement(fund)).ClosingFen);
    }

    [Fact]
    public async Task The_last_days_of_the_calendar_are_no_fault_of_ours()
    {
        var fund = await app.NewFund();
        await WrongFields(() => app.Office().Funds.GetFundStatementAsync(new() { FundId = fund.Id, FromDate = "9999-12-01", UntilDate = "9999-12-31" }), "until_date");
        await WrongFields(() => app.Office().Funds.GetFundStatementAsync(new() { FundId = fund.Id, FromDate = "2026-01-01", UntilDate = "2027-01-02" }), "until_date");
        await WrongFields(() => app.Office().Funds.EnterLotteryShareAsync(new() { FundId = fund.Id, OutletNumber = "51010001", Month = "9999-12", SalesFen = 1_00 }), "month");
        Assert.Equal(0, (await app.Office().Funds.GetFundStatementAsync(new() { FundId = fund.Id, FromDate = "9999-12-01", UntilDate = "9999-12-30" })).ClosingFen);
    }
}
