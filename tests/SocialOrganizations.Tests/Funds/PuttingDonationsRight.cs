using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class PuttingDonationsRight(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private SocialOrgs.V1.Donations.DonationsClient Controller => app.Finance("controller").Donations;

    private static ReverseDonationRequest ToReverse(Donation donation) => new() { RequestId = NewId(), Id = donation.Id, Voucher = "更正-2026-11" };

    private async Task<Donation> Goods(Fund fund, int quantity = 100, long fen = 10_000_00, string name = "赵立新", string phone = "13800002222")
    {
        var request = Funding.ToGiveGoods(app, fund, quantity);
        (request.DonorKind, request.DonorName, request.DonorPhone, request.Named, request.AmountFen) = (DonorKind.Individual, name, phone, true, fen);
        return await app.Office(subject: "cashier").Donations.ReceiveDonationAsync(request);
    }

    private async Task<IEnumerable<(string Name, long TotalFen)>> Honoured(Fund fund)
    {
        await app.Office().Donations.SetDonorHonourAsync(new() { RequestId = NewId(), DivisionCode = fund.DivisionCode, Title = "爱心之星", MinFen = 1 });
        return (await app.Staff("reader", SmallMap.Community).Donations.ListHonouredDonorsAsync(new() { FundId = fund.Id })).Donors.Select(d => (d.Name, d.TotalFen));
    }

    // What is closed is listed nowhere.
    private async Task<(bool Closed, int Matched)> Resource(Donation donation) => (await app.Query<bool>("select closed from charity_resources where id = $1", Guid.Parse(donation.ResourceId)), await app.Query<int>("select matched from charity_resources where id = $1", Guid.Parse(donation.ResourceId)));

    [Fact]
    public async Task Goods_that_were_entered_by_mistake_count_no_more_and_their_receipt_is_void()
    {
        var fund = await app.NewFund();
        var (right, wrong) = (await Goods(fund), await Goods(fund, fen: 1_000_000_00));
        Assert.Equal([("赵立新", 1_010_000_00L)], await Honoured(fund));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "cashier").Donations.ReverseDonationAsync(ToReverse(wrong)));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Controller.ReverseDonationAsync(new() { Id = wrong.Id, Voucher = "更正-2026-11", Etag = "99" }));
        await WrongFields(() => Controller.ReverseDonationAsync(new()), "id", "voucher");
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk().Donations.ReverseDonationAsync(ToReverse(wrong)));
        foreach (var drawn in new[] { "捐赠收据", wrong.ReceiptNumber, "捐赠人：赵立新", "捐赠物资：矿泉水100箱", "折合金额：人民币1000000.00元", "大写：壹佰万元整" }) Assert.Contains(drawn, await Receipt(wrong), StringComparison.Ordinal);
        Assert.DoesNotContain("作废", await Receipt(wrong), StringComparison.Ordinal);

        Assert.Equal(DonationState.Reversed, (await Controller.ReverseDonationAsync(ToReverse(wrong))).State);
        Assert.Equal([("赵立新", 10_000_00L)], await Honoured(fund));
        Assert.Equal((true, 0), await Resource(wrong));
        Assert.False((await Resource(right)).Closed);
        Assert.Contains("已冲正作废", await Receipt(wrong), StringComparison.Ordinal);
        Assert.DoesNotContain("作废", await Receipt(right), StringComparison.Ordinal);
        Assert.Single(await app.Events("DonationReversed"), e => e.Contains(wrong.Id, StringComparison.Ordinal));
        Assert.Equal("更正-2026-11", await app.Query<string>("select purpose from audit where aggregate_id = any ($1) and subject = 'controller'", new[] { Guid.Parse(wrong.Id), Guid.Parse(wrong.ResourceId) }));
        await Refused(StatusCode.AlreadyExists, "REVERSED_ALREADY", () => Controller.ReverseDonationAsync(ToReverse(wrong)));
        // Goods are no money, and a fund without any is closed; what was said of them is put right still.
        await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id });
        await Controller.ReverseDonationAsync(ToReverse(right));
        Assert.Empty(await Honoured(fund));

        async Task<string> Receipt(Donation donation) => Drawn.On((await app.Office().Donations.PrintDonationReceiptAsync(new() { Id = donation.Id })).Pdf).Single();
    }

    [Fact]
    public async Task Goods_that_were_matched_are_not_taken_back()
    {
        var (fund, office) = (await app.NewFund(), app.Office().CharityResources);
        var donation = await Goods(fund);
        var match = await office.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = (await app.Needed()).Id, ResourceId = donation.ResourceId, Quantity = 7 });
        var refused = await Refused(StatusCode.FailedPrecondition, "GOODS_MATCHED", () => Controller.ReverseDonationAsync(ToReverse(donation)));
        Assert.Equal("7", refused.Facts["matched"]);
        Assert.Equal([("赵立新", 10_000_00L)], await Honoured(fund));
        await office.CancelResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id });
        await Controller.ReverseDonationAsync(ToReverse(donation));
        await Refused(StatusCode.FailedPrecondition, "RESOURCE_CLOSED", async () => await office.MatchCharityResourceAsync(new() { NeedId = (await app.Needed()).Id, ResourceId = donation.ResourceId, Quantity = 1 }));
        // Closed by hand before: it is put right all the same.
        var closed = await Goods(fund);
        await office.CloseCharityResourceAsync(new() { RequestId = NewId(), Id = closed.ResourceId });
        await Controller.ReverseDonationAsync(ToReverse(closed));
        Assert.Empty(await Honoured(fund));
    }

    [Fact]
    public async Task Matched_and_taken_back_at_once_one_of_both_happens()
    {
        app.StartReplica();
        var fund = await app.NewFund();
        for (var round = 0; round < 5; round++)
        {
            var (donation, need) = (await Goods(fund), await app.Needed());
            async Task<bool> Did(Func<Task> act)
            {
                try { await act(); return true; }
                catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { return false; }
            }
            var done = await Task.WhenAll(Did(() => Controller.ReverseDonationAsync(ToReverse(donation)).ResponseAsync),
                Did(() => app.Office(replica: 1).CharityResources.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = donation.ResourceId, Quantity = 5 }).ResponseAsync));
            Assert.Single(done, d => d);
            Assert.Equal((done[0], done[1] ? 5 : 0), await Resource(donation));
        }
    }

    [Fact]
    public async Task Money_goes_by_a_counter_entry_once()
    {
        var fund = await app.NewFund();
        var (right, wrong) = (await app.Given(fund, 500_00), await app.Given(fund, 900_00));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance("cashier").Donations.ReverseDonationAsync(ToReverse(wrong)));
        app.StartReplica();
        async Task<string> Told(int replica)
        {
            try { await app.As("orgs-finance", "510104", replica: replica).Donations.ReverseDonationAsync(ToReverse(wrong)); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }
        Assert.Equal(["OK", "REVERSED_ALREADY", "REVERSED_ALREADY", "REVERSED_ALREADY"], (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(i % 2)))).Order(StringComparer.Ordinal));
        var counter = (await app.EntryOf(fund, wrong.Id, FundEntryKind.Donation)).ReversedById;
        Assert.Equal((FundEntryKind.Reversal, "更正-2026-11"), (await app.Office().Funds.ListFundEntriesAsync(new() { FundId = fund.Id })).Entries.Single(e => e.Id == counter) is var entry ? (entry.Kind, entry.Voucher) : default);
        Assert.Equal((500_00L, 500_00L), (await app.Statement(fund)) is var told ? (told.DonatedFen, told.ClosingFen) : default);
        await app.Spent(fund, 500_00);
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => Controller.ReverseDonationAsync(ToReverse(right)));
        await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id });
        await Refused(StatusCode.FailedPrecondition, "FUND_CLOSED", () => Controller.ReverseDonationAsync(ToReverse(right)));
    }

    [Fact]
    public async Task What_was_given_to_a_drive_by_mistake_is_taken_from_where_its_closing_has_sent_it()
    {
        var fund = await app.NewFund();
        var later = await app.NewEarmark(fund, "灾后重建");
        var (first, second) = (await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)), await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)));
        await app.Given(fund, 1_000_00, first.EarmarkId);
        var (wrong, spent) = (await app.Given(fund, 400_00, first.EarmarkId), await app.Given(fund, 800_00, first.EarmarkId));
        // From one drive into the next, and from there on.
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = first.Id, DestinationEarmarkId = second.EarmarkId });
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = second.Id, DestinationEarmarkId = later.Id });
        await Controller.ReverseDonationAsync(ToReverse(wrong));
        async Task<List<long>> Left() => [.. (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks.OrderBy(e => e.AvailableFen).Select(e => e.AvailableFen)];
        Assert.Equal([0L, 0L, 1_800_00L], await Left());
        var told = await app.Statement(fund);
        Assert.Equal((1_800_00L, 1_800_00L, 0L), (told.DonatedFen, told.ClosingFen, told.Lines.Sum(l => l.MovedFen)));
        // What is spent there already is not there to be taken back.
        await app.Spent(fund, 1_100_00, later.Id);
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => Controller.ReverseDonationAsync(ToReverse(spent)));
        Assert.Equal([0L, 0L, 700_00L], await Left());
    }

    [Fact]
    public async Task Who_refused_to_be_named_is_not_published_by_what_another_of_the_same_phone_says()
    {
        var (fund, office, phone) = (await app.NewFund(), app.Office(subject: "cashier").Donations, "13800003333");
        Task<Donation> Give(long fen, string name, bool named) => office.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: name, phone: phone, named: named)).ResponseAsync;
        await Give(500_00, "钱大山", false);
        await Give(300_00, "孙小红", true);
        Assert.Equal([("钱**", 500_00L), ("孙小红", 300_00L)], await Honoured(fund));
        // A company with the phone of one of them is nobody else's either.
        var company = Funding.ToGive(app, fund, 100_00, name: "钱大山", phone: phone, named: true);
        company.DonorKind = DonorKind.Company;
        await office.ReceiveDonationAsync(company);
        Assert.Equal([("钱**", 500_00L), ("孙小红", 300_00L), ("钱大山", 100_00L)], await Honoured(fund));
        // The same person is the same still, and what they said last counts; what was said by mistake does not.
        var mistaken = await Give(50_00, "钱大山", true);
        Assert.Contains(("钱大山", 550_00L), await Honoured(fund));
        await Controller.ReverseDonationAsync(ToReverse(mistaken));
        Assert.Contains(("钱**", 500_00L), await Honoured(fund));
    }

    [Fact]
    public async Task Who_has_no_phone_and_agrees_to_be_named_is_honoured_for_each_donation()
    {
        var (fund, office) = (await app.NewFund(), app.Office(subject: "cashier").Donations);
        Task<Donation> Give(long fen, bool named, string name = "陈素芬") => office.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: name, phone: "", named: named)).ResponseAsync;
        var (first, _) = (await Give(500_00, true), await Give(300_00, true));
        // Whether it is the same one nobody can tell; who did not agree is told to nobody at all.
        await Give(900_00, false);
        Assert.Equal([("陈素芬", 500_00L), ("陈素芬", 300_00L)], await Honoured(fund));
        Assert.Equal(3, await app.Query<long>("select count(*) from donations where fund_id = $1 and donor_phone is null", Guid.Parse(fund.Id)));
        await Controller.ReverseDonationAsync(ToReverse(first));
        Assert.Equal([("陈素芬", 300_00L)], await Honoured(fund));
    }

    [Fact]
    public async Task Who_takes_back_that_they_agree_is_told_masked_until_they_agree_anew()
    {
        var (fund, office) = (await app.NewFund(), app.Office(subject: "cashier").Donations);
        Task<Donation> Give(long fen, bool named = true) => office.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: "何秀兰", phone: "13800007777", named: named)).ResponseAsync;
        var (_, second) = (await Give(500_00), await Give(300_00));
        Assert.Equal([("何秀兰", 800_00L)], await Honoured(fund));
        var donor = (await office.ListHonouredDonorsAsync(new() { FundId = fund.Id })).Donors.Single().DonorId;
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Staff("reader").Donations.MaskDonorAsync(new() { Id = donor }));
        await Refused(StatusCode.NotFound, "DONOR_NOT_FOUND", () => app.Office("510105").Donations.MaskDonorAsync(new() { Id = donor }));
        Assert.Equal("何**", (await app.Clerk(subject: "desk").Donations.MaskDonorAsync(new() { RequestId = NewId(), Id = donor })).NameMasked);
        Assert.Equal("何**", (await app.Office().Donations.MaskDonorAsync(new() { RequestId = NewId(), Id = donor })).NameMasked);
        Assert.Equal([("何**", 800_00L)], await Honoured(fund));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and subject = 'desk'", Guid.Parse(donor)));
        // What is put right brings back nothing that they had said before.
        await Controller.ReverseDonationAsync(ToReverse(second));
        Assert.Equal([("何**", 500_00L)], await Honoured(fund));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var anew = await Give(100_00);
        Assert.Equal([("何秀兰", 600_00L)], await Honoured(fund));
        await Controller.ReverseDonationAsync(ToReverse(anew));
        Assert.Equal([("何**", 500_00L)], await Honoured(fund));
    }

    [Fact]
    public async Task Two_who_were_one_donor_before_are_told_masked_if_either_refused()
    {
        var (fund, office) = (await app.NewFund(), app.Office(subject: "cashier").Donations);
        Task Give(long fen, string name, string phone, bool named) => office.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: name, phone: phone, named: named)).ResponseAsync;
        foreach (var named in new[] { false, true }) await Give(400_00, "郑和平", "13800005555", named);
        await Give(300_00, "冯春梅", "13800006666", true);
        Assert.Equal([("郑和平", 800_00L), ("冯春梅", 300_00L)], await Honoured(fund));
        await app.QueryAll<int>(Migrations.MendMoney.MaskWhoOnceRefused);
        Assert.Equal([("郑**", 800_00L), ("冯春梅", 300_00L)], await Honoured(fund));
        // What one of them takes back says nothing for the other, who refused; what is said anew does.
        var mistaken = await office.ReceiveDonationAsync(Funding.ToGive(app, fund, 100_00, name: "郑和平", phone: "13800005555", named: false));
        await Controller.ReverseDonationAsync(ToReverse(mistaken));
        Assert.Equal([("郑**", 800_00L), ("冯春梅", 300_00L)], await Honoured(fund));
        await Give(100_00, "郑和平", "13800005555", true);
        Assert.Equal([("郑和平", 900_00L), ("冯春梅", 300_00L)], await Honoured(fund));
    }

    [Fact]
    public async Task Who_was_found_by_the_phone_alone_before_is_the_same_only_with_the_same_name_and_kind()
    {
        var (fund, office, phone) = (await app.NewFund(), app.Office(subject: "cashier").Donations, "13800004444");
        Task Give(long fen, string name, bool named) => office.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: name, phone: phone, named: named)).ResponseAsync;
        await Give(500_00, "周国强", false);
        Assert.Single(await app.QueryAll<Guid>("update donors set key = $1 where fund_id = $2 returning id", new SocialOrganizations.Funds.DonationWire(app.Personal).KeyFromBefore(phone), Guid.Parse(fund.Id)));
        await Give(300_00, "吴秀英", true);
        Assert.Equal([("周**", 500_00L), ("吴秀英", 300_00L)], await Honoured(fund));
        // Found by all that says who it is from then on.
        foreach (var _ in new[] { 1, 2 }) await Give(100_00, "周国强", false);
        Assert.Equal([("周**", 700_00L), ("吴秀英", 300_00L)], await Honoured(fund));
    }
}
