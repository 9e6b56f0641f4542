using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class KeepingALedger(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    // What everybody is told, beside what stands in the ledger.
    private async Task<long> InLedger(Fund fund) => await app.Query<long>("select coalesce(sum(l.amount_fen), 0)::bigint from fund_legs l join fund_accounts a on a.id = l.account_id where a.fund_id = $1 and a.kind in (1, 2)", Guid.Parse(fund.Id));

    [Fact]
    public async Task No_balance_falls_below_zero_however_many_spend_at_once()
    {
        app.StartReplica();
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        var wanted = new List<string>();
        for (var i = 0; i < 8; i++) wanted.Add((await app.Wanted(fund, 300_00)).Id);
        var outcomes = await Task.WhenAll(wanted.Select((id, i) => Told(app.As("orgs-finance", "510104", replica: i % 2).Spendings.PaySpendingAsync(new() { RequestId = NewId(), Id = id, Voucher = "记-2026-9" }))));
        Assert.Equal((3, 5), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "NOT_ENOUGH_MONEY")));
        Assert.Equal((100_00L, 100_00L), ((await app.Office().Funds.GetFundAsync(new() { Id = fund.Id })).AvailableFen, await InLedger(fund)));
        // One spending paid by two at once is paid once.
        var one = await app.Wanted(fund, 40_00);
        outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(app.As("orgs-finance", "510104", replica: i % 2).Spendings.PaySpendingAsync(new() { RequestId = NewId(), Id = one.Id, Voucher = "记-2026-9" }))));
        Assert.Single(outcomes, "OK");
        Assert.Equal(60_00L, await InLedger(fund));
        // Numbers of entries have no gaps.
        var numbers = (await app.Office().Funds.ListFundEntriesAsync(new() { FundId = fund.Id, PageSize = 500 })).Entries.Select(e => e.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
    }

    [Fact]
    public async Task The_statement_equals_the_ledger_at_any_moment()
    {
        app.StartReplica();
        var (fund, earmark) = (await app.NewFund(), "");
        earmark = (await app.NewEarmark(fund)).Id;
        await app.Given(fund, 500_00);
        var working = Task.WhenAll(Enumerable.Range(0, 3).Select(async n =>
        {
            for (var i = 0; i < 6; i++)
            {
                await app.Given(fund, 100_00 + n, i % 2 == 0 ? earmark : "");
                if (i % 3 == 0) await app.PaidOut(fund, 50_00, i % 2 == 0 ? earmark : "");
                await app.Spent(fund, 10_00, i % 2 == 0 ? earmark : "");
            }
        }));
        var looked = 0;
        while (!working.IsCompleted || looked == 0)
        {
            var told = await app.Statement(fund);
            Assert.Equal(told.ClosingFen, told.OpeningFen + told.DonatedFen + told.LotteryFen - told.GrantedFen - told.SpentFen);
            Assert.All(told.Lines, l => Assert.Equal(l.ClosingFen, l.OpeningFen + l.DonatedFen + l.LotteryFen + l.MovedFen - l.GrantedFen - l.SpentFen));
            looked++;
        }
        await working;
        Assert.True(looked > 1, "nobody looked while money moved");
        var now = await app.Statement(fund);
        Assert.Equal((await InLedger(fund), 0), (now.ClosingFen, await app.Query<long>("select coalesce(sum(amount_fen), 0)::bigint from fund_legs")));
        Assert.Equal(now.DonatedFen, await app.Query<long>("select sum(amount_fen)::bigint from donations where fund_id = $1", Guid.Parse(fund.Id)));
        Assert.Equal((now.GrantedFen, now.SpentFen), (await app.Query<long>("select sum(amount_fen)::bigint from grants where fund_id = $1 and state = 3", Guid.Parse(fund.Id)), await app.Query<long>("select sum(amount_fen)::bigint from spendings where fund_id = $1 and state = 2", Guid.Parse(fund.Id))));
        // The same day asked for later, beside what came since.
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.Given(fund, 777_00);
        var then = await app.Statement(fund, -3, -3);
        Assert.Equal((now.OpeningFen, now.DonatedFen, now.ClosingFen), (then.OpeningFen, then.DonatedFen, then.ClosingFen));
        Assert.Equal((now.ClosingFen, 777_00L, now.ClosingFen + 777_00), ((await app.Statement(fund)) is var today ? (today.OpeningFen, today.DonatedFen, today.ClosingFen) : default));
    }

    [Fact]
    public async Task The_database_itself_refuses_what_is_no_double_entry()
    {
        var fund = await app.NewFund();
        var (first, second) = (await app.NewEarmark(fund), await app.NewEarmark(fund, "儿童之家"));
        await app.Given(fund, 100_00, first.Id);
        await app.Given(fund, 100_00, second.Id);
        async Task<string> Refusal(string sql)
        {
            var thrown = await Assert.ThrowsAsync<PostgresException>(() => app.QueryAll<int>(sql));
            return thrown.ConstraintName ?? thrown.MessageText;
        }
        string Post(params (string Kind, Earmark? Of, long Fen)[] legs) => $"""
            with e as (insert into fund_entries (id, fund_id, number, kind, voucher, by, at) values (gen_random_uuid(), '{fund.Id}', 9999, 6, '', 'x', now()) returning id)
            insert into fund_legs (entry_id, account_id, amount_fen, at)
            select e.id, a.id, l.fen, now() from e, (values {string.Join(", ", legs.Select(l => $"({l.Kind}, {(l.Of is null ? "null" : $"'{l.Of.Id}'")}::uuid, {l.Fen})"))}) l (kind, earmark, fen)
            join fund_accounts a on a.fund_id = '{fund.Id}' and a.kind = l.kind and a.earmark_id is not distinct from l.earmark
            """;
        Assert.Equal("ck_fund_entries_balanced", await Refusal(Post(("1", first, -10), ("5", first, 9))));
        // What is free for one purpose pays for no other, though the sum is zero.
        Assert.Equal("ck_fund_entries_balanced", await Refusal(Post(("1", first, -10), ("5", second, 10))));
        Assert.Equal("ck_fund_entries_balanced", await Refusal($"insert into fund_entries (id, fund_id, number, kind, voucher, by, at) values (gen_random_uuid(), '{fund.Id}', 9998, 6, '', 'x', now())"));
        Assert.Equal("ck_fund_accounts_balance", await Refusal(Post(("1", first, -100_01), ("5", first, 100_01))));
        Assert.Equal("ck_fund_ledger_insert_only", await Refusal($"update fund_entries set voucher = 'x' where fund_id = '{fund.Id}'"));
        Assert.Equal("ck_fund_ledger_insert_only", await Refusal($"update fund_legs set amount_fen = amount_fen + 1 where account_id in (select id from fund_accounts where fund_id = '{fund.Id}')"));
        Assert.Equal("ck_fund_ledger_insert_only", await Refusal("delete from fund_legs"));
        Assert.Equal("ck_fund_ledger_insert_only", await Refusal("delete from fund_entries"));
        Assert.Equal(200_00L, await InLedger(fund));
        // Sound: it goes through.
        await app.QueryAll<int>(Post(("1", first, -10), ("5", first, 10)));
        Assert.Equal(200_00L - 10, await InLedger(fund));
    }

    [Fact]
    public async Task An_earmark_is_honoured()
    {
        var fund = await app.NewFund();
        var (meals, children) = (await app.NewEarmark(fund), await app.NewEarmark(fund, "儿童之家"));
        await app.Given(fund, 500_00, meals.Id);
        await app.Given(fund, 50_00);
        // There are 550 yuan, and neither without purpose nor for the other one more than 50 and 0.
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Spent(fund, 60_00));
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Spent(fund, 1_00, children.Id));
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Approved(fund, 60_00));
        await app.Spent(fund, 200_00, meals.Id);
        await app.PaidOut(fund, 300_00, meals.Id);
        var told = await app.Statement(fund);
        Assert.Equal([(50_00L, ""), (0L, meals.Title)], told.Lines.Select(l => (l.ClosingFen, l.EarmarkTitle)));
        Assert.Equal((300_00L, 200_00L), (told.Lines[1].GrantedFen, told.Lines[1].SpentFen));
        // The purpose of another fund is none of this one.
        var other = await app.NewFund();
        await Refused(StatusCode.NotFound, "EARMARK_NOT_FOUND", () => app.Given(other, 1_00, meals.Id));
        await Refused(StatusCode.NotFound, "EARMARK_NOT_FOUND", () => app.Wanted(other, 1_00, meals.Id));
        Assert.Equal([0L, 0L], (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks.Select(e => e.AvailableFen));
    }

    [Fact]
    public async Task A_grant_is_applied_for_approved_and_paid_by_three_people()
    {
        var (fund, staffed) = (await app.NewFund(), await app.Entered("granted"));
        await app.Given(fund, 500_00);
        // Who works for the organisation applies for it, though the fund is the town's.
        var grant = await app.Staff("granted").Grants.ApplyForGrantAsync(new() { RequestId = NewId(), FundId = fund.Id, OrganizationId = staffed.Id, Purpose = "独居老人助餐三个月", AmountFen = 300_00 });
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Staff("another").Grants.ApplyForGrantAsync(new() { FundId = fund.Id, OrganizationId = staffed.Id, Purpose = "独居老人助餐三个月", AmountFen = 300_00 }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "granted").Grants.ApproveGrantAsync(new() { Id = grant.Id }));
        await Refused(StatusCode.FailedPrecondition, "GRANT_STATE", () => app.Finance().Grants.PayGrantAsync(new() { Id = grant.Id, Voucher = "记-2026-7" }));
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        // Set aside: nobody spends it, and the statement shows it.
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Spent(fund, 200_01));
        Assert.Equal((500_00L, 300_00L), ((await app.Statement(fund)).ClosingFen, (await app.Statement(fund)).Lines[0].PromisedFen));
        foreach (var again in new[] { "granted", "approver" }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance(again).Grants.PayGrantAsync(new() { Id = grant.Id, Voucher = "记-2026-7" }));
        Assert.Equal(GrantState.Paid, (await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = grant.Id, Voucher = "记-2026-7" })).State);
        Assert.Single(await app.Events("GrantPaid"), e => e.Contains(grant.Id, StringComparison.Ordinal));
        Assert.Single((await app.Staff("granted").Grants.ListGrantsAsync(new())).Grants);
        // Declined after it was approved: what was set aside is free again.
        var declined = await app.Approved(fund, 200_00);
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Spent(fund, 1_00));
        await app.Office().Grants.DeclineGrantAsync(new() { RequestId = NewId(), Id = declined.Id });
        await Refused(StatusCode.FailedPrecondition, "GRANT_STATE", () => app.Finance().Grants.PayGrantAsync(new() { Id = declined.Id, Voucher = "记-2026-7" }));
        var wanted = await app.Wanted(fund, 200_00);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance("applicant").Spendings.PaySpendingAsync(new() { Id = wanted.Id, Voucher = "记-2026-8" }));
        await app.Finance().Spendings.PaySpendingAsync(new() { RequestId = NewId(), Id = wanted.Id, Voucher = "记-2026-8" });
        Assert.Equal(SpendingState.Declined, (await app.Finance().Spendings.DeclineSpendingAsync(new() { RequestId = NewId(), Id = (await app.Wanted(fund)).Id })).State);
        var gone = await app.Incubating();
        await app.Office().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = gone.Id, Reason = "成员解散" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => app.Asked(fund, organization: gone));
        // What was asked for and could not be paid waits for somebody still.
        var waiting = await Refused(StatusCode.FailedPrecondition, "MATTERS_OPEN", () => app.Office().Funds.CloseFundAsync(new() { Id = fund.Id }));
        Assert.Equal(("2", "0"), (waiting.Facts["spendings"], waiting.Facts["grants"]));
        foreach (var open in (await app.Office().Spendings.ListSpendingsAsync(new() { FundId = fund.Id })).Spendings.Where(s => s.State == SpendingState.Requested)) await app.Finance().Spendings.DeclineSpendingAsync(new() { RequestId = NewId(), Id = open.Id });
        // Nothing is left, so it may be closed.
        Assert.True((await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id })).Closed);
        await Refused(StatusCode.FailedPrecondition, "FUND_CLOSED", () => app.Given(fund));
    }

    [Fact]
    public async Task A_mistake_is_put_right_once_by_a_counter_entry_of_another_person()
    {
        var fund = await app.NewFund();
        var (right, wrong) = (await app.Given(fund, 500_00), await app.Given(fund, 900_00));
        var (grant, spending) = (await app.PaidOut(fund, 300_00), await app.Spent(fund, 200_00));
        async Task<FundEntry> Reverse(string about, FundEntryKind kind, string by = "controller") =>
            await app.Finance(by).Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, about, kind)).Id, Voucher = "更正-2026-1" });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Reverse(wrong.Id, FundEntryKind.Donation, "cashier"));
        var counter = await Reverse(wrong.Id, FundEntryKind.Donation);
        Assert.Equal(FundEntryKind.Reversal, counter.Kind);
        Assert.Equal([(FundAccountKind.Free, -900_00L), (FundAccountKind.Donated, 900_00L)], counter.Legs.Select(l => (l.Account, l.AmountFen)));
        Assert.Equal(counter.Id, (await app.EntryOf(fund, wrong.Id, FundEntryKind.Donation)).ReversedById);
        await Refused(StatusCode.AlreadyExists, "REVERSED_ALREADY", () => Reverse(wrong.Id, FundEntryKind.Donation));
        await Refused(StatusCode.FailedPrecondition, "NOT_REVERSIBLE", () => Reverse(wrong.Id, FundEntryKind.Reversal, "another"));
        await Refused(StatusCode.FailedPrecondition, "NOT_REVERSIBLE", () => Reverse(grant.Id, FundEntryKind.Promise));
        Assert.Equal(DonationState.Reversed, (await app.Office().Donations.GetDonationAsync(new() { Id = wrong.Id })).State);
        // 500 came and all of it went: it cannot be taken back.
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => Reverse(right.Id, FundEntryKind.Donation));
        await Reverse(spending.Id, FundEntryKind.Spending);
        await Reverse(grant.Id, FundEntryKind.Grant);
        var told = await app.Statement(fund);
        Assert.Equal((500_00L, 0L, 0L, 500_00L, 300_00L), (told.DonatedFen, told.GrantedFen, told.SpentFen, told.ClosingFen, told.Lines[0].PromisedFen));
        // The grant is approved still, and is paid a second time, rightly.
        await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = grant.Id, Voucher = "记-2026-77" });
        Assert.Equal(200_00L, (await app.Statement(fund)).ClosingFen);
        foreach (var told2 in new[] { "DonationReversed", "GrantReturned", "SpendingReversed" }) Assert.Single(await app.Events(told2), e => e.Contains(fund.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Entries_of_one_transaction_are_written_in_their_order()
    {
        var (fund, at) = (SocialOrganizations.Funds.Fund.Open("510104017", "锦官驿社区发展治理基金", app.Clock.GetUtcNow()), app.Clock.GetUtcNow());
        var ids = Enumerable.Range(0, 20).Select(_ => fund.NextEntry(SocialOrganizations.Funds.FundEntryKind.Promise, null, null, "", "x", at).Id).ToList();
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public async Task A_share_of_lottery_sales_comes_back_to_the_community_by_its_rule()
    {
        var (fund, office) = (await app.NewFund("510104017001"), app.Office().Funds);
        EnterLotteryShareRequest ToEnter(string month = "2026-01", string outlet = "51010001") => new() { RequestId = NewId(), FundId = fund.Id, OutletNumber = outlet, Month = month, SalesFen = 12_345_67 };
        await Refused(StatusCode.FailedPrecondition, "NO_LOTTERY_RULE", () => office.EnterLotteryShareAsync(ToEnter()));
        await app.As("province-operator", "51").Funds.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "51", SinceDate = "2025-01-01", SharePermille = 10 });
        await office.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "510104", SinceDate = "2026-01-01", SharePermille = 20 });
        await Refused(StatusCode.AlreadyExists, "LOTTERY_RULE_EXISTS", () => office.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "510104", SinceDate = "2026-01-01", SharePermille = 30 }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => office.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "5101", SinceDate = "2026-01-01", SharePermille = 30 }));
        Assert.Equal(123_45L, (await office.EnterLotteryShareAsync(ToEnter("2025-12"))).ShareFen);
        var share = await office.EnterLotteryShareAsync(ToEnter());
        Assert.Equal(246_91L, share.ShareFen);
        await Refused(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", () => office.EnterLotteryShareAsync(ToEnter()));
        await WrongFields(() => office.EnterLotteryShareAsync(ToEnter(app.Day()[..7])), "month");
        Assert.Equal(370_36L, (await app.Statement(fund)).LotteryFen);
        await app.Finance().Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = share.EntryId, Voucher = "更正-2026-2" });
        Assert.Equal(123_45L, (await app.Statement(fund)).LotteryFen);
        await office.EnterLotteryShareAsync(ToEnter());
    }
}
