using System.Text;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class ReceivingDonations(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Receipts_are_numbered_without_gaps_in_a_fund_and_year_whoever_receives_at_once()
    {
        app.StartReplica();
        var fund = await app.NewFund();
        var donations = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => app.As("orgs-clerk", "510104017", replica: i % 2).Donations.ReceiveDonationAsync(Funding.ToGive(app, fund, 10_00)).ResponseAsync));
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"2026-{n:000000}"), donations.Select(d => d.ReceiptNumber).Order(StringComparer.Ordinal));
        // What is refused takes no number, and what is put right keeps its own.
        await Refused(StatusCode.NotFound, "EARMARK_NOT_FOUND", () => app.Given(fund, 1_00, NewId()));
        Assert.Equal("2026-000011", (await app.Office().Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund))).ReceiptNumber);
        await app.Finance().Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, donations[0].Id, FundEntryKind.Donation)).Id, Voucher = "更正-2026-3" });
        Assert.Equal(11, await app.Query<long>("select count(*) from donations where fund_id = $1", Guid.Parse(fund.Id)));
        app.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal("2027-000001", (await app.Given(fund)).ReceiptNumber);
        var other = await app.NewFund();
        Assert.Equal("2027-000001", (await app.Given(other)).ReceiptNumber);
    }

    [Fact]
    public async Task The_receipt_is_a_paper_with_the_donors_name_and_every_print_leaves_a_trace()
    {
        var fund = await app.NewFund();
        var donation = await app.Given(fund, 1_234_56, (await app.NewEarmark(fund)).Id);
        var paper = await app.Clerk(subject: "printer").Donations.PrintDonationReceiptAsync(new() { Id = donation.Id });
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(paper.Pdf.ToByteArray(), 0, 8), StringComparison.Ordinal);
        Assert.Equal(donation.ReceiptNumber + ".pdf", paper.FileName);
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and subject = 'printer'", Guid.Parse(donation.Id)));
        await app.Office().Donations.PrintDonationReceiptAsync(new() { Id = (await app.Office().Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund))).Id });
    }

    [Fact]
    public async Task Long_names_stay_on_the_paper()
    {
        var fund = await app.Office().Funds.OpenFundAsync(new() { RequestId = NewId(), DivisionCode = "510104017001", Name = new string('基', 99) + "金" });
        var request = Funding.ToGive(app, fund, name: new string('公', 98) + "司甲");
        request.DonorKind = DonorKind.Company;
        var paper = await app.Office().Donations.PrintDonationReceiptAsync(new() { Id = (await app.Office().Donations.ReceiveDonationAsync(request)).Id });
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(paper.Pdf.ToByteArray());
        var page = pdf.GetPages().Single();
        // With the two of the thanks below.
        Assert.Equal((99, 100), (page.Letters.Count(l => l.Value == "基"), page.Letters.Count(l => l.Value == "公")));
        Assert.All(page.Letters, l => Assert.InRange(l.BoundingBox.Right, 0, page.Width - 40));
    }

    [Theory]
    [InlineData(1_234_56, "壹仟贰佰叁拾肆元伍角陆分"), InlineData(10_05, "壹拾元零伍分"), InlineData(50, "伍角整"), InlineData(1, "壹分"), InlineData(20_30, "贰拾元叁角整"), InlineData(10_500_00, "壹万零伍佰元整"), InlineData(100_500_00, "壹拾万零伍佰元整")]
    [InlineData(105_000_00, "壹拾万伍仟元整"), InlineData(100_010_000_00, "壹亿零壹万元整"), InlineData(100_000_001_00, "壹亿零壹元整"), InlineData(1_000_000_000_000, "壹佰亿元整"), InlineData(1_001_00, "壹仟零壹元整"), InlineData(20_003_000_07, "贰仟万叁仟元零柒分")]
    public void Amounts_stand_on_it_in_capitals(long fen, string capitals) => Assert.Equal(capitals, SocialOrganizations.Funds.ReceiptPaper.Capital(fen));

    [Fact]
    public async Task Who_gave_is_sealed_masked_and_told_for_a_purpose_only()
    {
        var fund = await app.NewFund();
        var donation = await app.Given(fund);
        Assert.Equal("欧***", donation.DonorNameMasked);
        Assert.Equal(0, await app.Query<long>("select count(*) from donations where position(convert_to('欧阳', 'UTF8') in donor_name) > 0 or position(convert_to('1380000', 'UTF8') in donor_phone) > 0"));
        Assert.Equal(0, await app.Query<long>("select count(*) from donors where position(convert_to('欧阳', 'UTF8') in name) > 0 or position(convert_to('1380000', 'UTF8') in key) > 0"));
        var told = await app.Office(subject: "asker").Donations.RevealDonorAsync(new() { Id = donation.Id, Purpose = "邮寄捐赠证书" });
        Assert.Equal((Funding.Donor, Funding.DonorPhone), (told.Name, told.Phone));
        Assert.Equal("邮寄捐赠证书", await app.Query<string>("select purpose from audit where aggregate_id = $1 and subject = 'asker'", Guid.Parse(donation.Id)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk().Donations.RevealDonorAsync(new() { Id = donation.Id, Purpose = "邮寄捐赠证书" }));
        Assert.DoesNotContain(await app.QueryAll<string>("select payload::text from events"), e => e.Contains("欧阳", StringComparison.Ordinal) || e.Contains(Funding.DonorPhone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_an_anonymous_donation_nothing_is_kept()
    {
        var fund = await app.NewFund();
        var anonymous = Funding.ToGive(app, fund, 88_00, name: "", phone: "");
        anonymous.DonorKind = DonorKind.Anonymous;
        var donation = await app.Office().Donations.ReceiveDonationAsync(anonymous);
        Assert.Equal(("", DonorKind.Anonymous), (donation.DonorNameMasked, donation.DonorKind));
        await Refused(StatusCode.FailedPrecondition, "DONOR_UNKNOWN", () => app.Office().Donations.RevealDonorAsync(new() { Id = donation.Id, Purpose = "邮寄捐赠证书" }));
        await app.Office().Donations.PrintDonationReceiptAsync(new() { Id = donation.Id });
        var named = anonymous.Clone();
        (named.RequestId, named.DonorName) = (NewId(), Funding.Donor);
        await WrongFields(() => app.Office().Donations.ReceiveDonationAsync(named), "donor_name");
        Assert.Equal(0, await app.Query<long>("select count(*) from donors where fund_id = $1", Guid.Parse(fund.Id)));
    }

    [Fact]
    public async Task Donors_are_honoured_by_what_they_gave_together_and_named_if_they_like()
    {
        var (fund, office) = (await app.NewFund("510104018001"), app.Office());
        foreach (var (title, min) in new[] { ("爱心之星", 100_00L), ("公益榜样", 1_000_00L) }) await office.Donations.SetDonorHonourAsync(new() { RequestId = NewId(), DivisionCode = "510104", Title = title, MinFen = min });
        await app.As("province-operator", "51").Donations.SetDonorHonourAsync(new() { RequestId = NewId(), DivisionCode = "51", Title = "蜀善奖", MinFen = 1 });
        async Task<Donation> Give(long fen, string name, string phone, bool named) => await office.Donations.ReceiveDonationAsync(Funding.ToGive(app, fund, fen, name: name, phone: phone, named: named));
        await Give(600_00, "王善", "13800000001", true);
        await Give(500_00, "王善", "13800000001", true);
        await Give(200_00, "李爱华", "13800000002", false);
        var mistaken = await Give(900_00, "李爱华", "13800000002", false);
        await Give(99_99, "赵小", "13800000003", true);
        await app.Finance().Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, mistaken.Id, FundEntryKind.Donation)).Id, Voucher = "更正-2026-4" });
        // Everybody in the community may look.
        var public1 = app.Staff("reader", "510104018001").Donations;
        var first = await public1.ListHonouredDonorsAsync(new() { FundId = fund.Id, PageSize = 1 });
        var second = await public1.ListHonouredDonorsAsync(new() { FundId = fund.Id, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal(("王善", "公益榜样", 1_100_00L), (first.Donors[0].Name, first.Donors[0].Title, first.Donors[0].TotalFen));
        Assert.Equal(("李**", "爱心之星", 200_00L, ""), (second.Donors[0].Name, second.Donors[0].Title, second.Donors[0].TotalFen, second.NextPageToken));
        await office.Donations.SetDonorHonourAsync(new() { RequestId = NewId(), DivisionCode = "510104", Title = "爱心之星", MinFen = 50_00 });
        Assert.Equal(3, (await public1.ListHonouredDonorsAsync(new() { FundId = fund.Id })).Donors.Count);
        Assert.Equal(["公益榜样", "爱心之星", "蜀善奖"], (await office.Donations.ListDonorHonoursAsync(new() { DivisionCode = "510104018" })).Honours.Select(h => h.Title));
    }

    [Fact]
    public async Task A_drive_takes_for_its_purpose_is_published_daily_and_leaves_what_is_unused_where_its_closing_says()
    {
        var fund = await app.NewFund("510104");
        var later = await app.NewEarmark(fund, "灾后重建");
        var drive = await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        Assert.Equal(("flood", "5107", drive.EarmarkId), (drive.Hazard, drive.PlaceCode, (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks.Single(e => e.DriveId == drive.Id).Id));
        await app.Given(fund, 1_000_00, drive.EarmarkId);
        await app.Given(fund, 5_00);
        Assert.Single(await app.Events("DonationReceived"), e => e.Contains(drive.Id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Spent(fund, 300_00, drive.EarmarkId);
        var promised = await app.Approved(fund, 100_00, drive.EarmarkId);
        await Refused(StatusCode.FailedPrecondition, "MONEY_PROMISED", () => app.Office().DonationDrives.CloseDonationDriveAsync(new() { Id = drive.Id, DestinationEarmarkId = later.Id }));
        await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = promised.Id, Voucher = "记-2026-7" });
        app.Clock.Advance(TimeSpan.FromDays(2));
        // Days that are over, those without a move among them; the day of today is not.
        Task<ListDriveDaysResponse> Days() => app.Staff("reader").DonationDrives.ListDriveDaysAsync(new() { DriveId = drive.Id }).ResponseAsync;
        var days = await EventuallyAsync("three days are published", Days, d => d.Days.Count == 3);
        Assert.Equal([(0L, 0L, 600_00L), (0L, 400_00L, 600_00L), (1_000_00L, 0L, 1_000_00L)], days.Days.Select(d => (d.DonatedFen, d.PaidFen, d.LeftFen)));
        await Refused(StatusCode.NotFound, "EARMARK_NOT_FOUND", () => app.Office().DonationDrives.CloseDonationDriveAsync(new() { Id = drive.Id, DestinationEarmarkId = drive.EarmarkId }));
        var closed = await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id, DestinationEarmarkId = later.Id });
        Assert.Equal((DonationDriveState.Closed, 600_00L, later.Id), (closed.State, closed.MovedFen, closed.DestinationEarmarkId));
        Assert.Equal([0L, 600_00L], (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks.Select(e => e.AvailableFen).Order());
        await Refused(StatusCode.FailedPrecondition, "EARMARK_CLOSED", () => app.Given(fund, 1_00, drive.EarmarkId));
        await Refused(StatusCode.FailedPrecondition, "DRIVE_CLOSED", () => app.Office().DonationDrives.CloseDonationDriveAsync(new() { Id = drive.Id }));
        // What moved between purposes came from nowhere.
        var told = await app.Statement(fund, -3);
        Assert.Equal((605_00L, 0L), (told.ClosingFen, told.Lines.Sum(l => l.MovedFen)));
        app.Clock.Advance(TimeSpan.FromDays(3));
        days = await EventuallyAsync("the last day is published", Days, d => d.Days.Count == 4);
        Assert.Equal((0L, closed.CloseDate), (days.Days[0].LeftFen, days.Days[0].Day));
        Assert.Equal(closed.CloseDate, (await app.Office().DonationDrives.GetDonationDriveAsync(new() { Id = drive.Id })).PublishedThroughDate);
        Assert.Equal(4, (await app.Events("DrivePublished")).Count(e => e.Contains(drive.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_drive_tells_daily_of_goods_as_of_money()
    {
        var fund = await app.NewFund();
        var drive = await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        async Task<Donation> Goods(long fen, bool forTheDrive = true)
        {
            var request = Funding.ToGiveGoods(app, fund);
            (request.AmountFen, request.EarmarkId) = (fen, forTheDrive ? drive.EarmarkId : "");
            return await app.Office(subject: "cashier").Donations.ReceiveDonationAsync(request);
        }
        Task PutRight(Donation donation) => app.Finance("controller").Donations.ReverseDonationAsync(new() { RequestId = NewId(), Id = donation.Id, Voucher = "更正-2026-12" }).ResponseAsync;
        var (kept, late, _) = (await Goods(2_000_00), await Goods(700_00), await Goods(900_00, false));
        await PutRight(await Goods(50_00));
        await app.Given(fund, 100_00, drive.EarmarkId);
        // Of a replica that does not know when: not counted, and not taken back.
        var unknown = await Goods(30_00);
        await PutRight(unknown);
        await app.QueryAll<int>("update donations set reversed_at = null where id = $1", Guid.Parse(unknown.Id));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await PutRight(late);
        await Goods(40_00);
        app.Clock.Advance(TimeSpan.FromDays(2));
        var days = await EventuallyAsync("three days are published", () => app.Staff("reader").DonationDrives.ListDriveDaysAsync(new() { DriveId = drive.Id }).ResponseAsync, d => d.Days.Count == 3);
        Assert.Equal([(0, 0L, 0L), (0, -660_00L, 0L), (2, 2_700_00L, 100_00L)], days.Days.Select(d => (d.GoodsCount, d.GoodsFen, d.DonatedFen)));
        Assert.Contains("\"goodsCount\":2,\"goodsFen\":270000", string.Join('\n', (await app.Events("DrivePublished")).Where(e => e.Contains(drive.Id, StringComparison.Ordinal))).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(DonationState.Received, (await app.Office().Donations.GetDonationAsync(new() { Id = kept.Id })).State);
    }

    [Fact]
    public async Task What_comes_back_to_a_closed_drive_goes_on_to_its_destination_and_to_a_closed_fund_nothing_comes_back()
    {
        var fund = await app.NewFund();
        var later = await app.NewEarmark(fund, "灾后重建");
        var drive = await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        await app.Given(fund, 1_000_00, drive.EarmarkId);
        var (spending, grant) = (await app.Spent(fund, 300_00, drive.EarmarkId), await app.PaidOut(fund, 200_00, drive.EarmarkId));
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id, DestinationEarmarkId = later.Id });
        async Task Reverse(string about, FundEntryKind kind) => await app.Finance("controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, about, kind)).Id, Voucher = "更正-2026-5" });
        async Task<(long Drive, long Later)> Left()
        {
            var earmarks = (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks;
            return (earmarks.Single(e => e.DriveId == drive.Id).AvailableFen, earmarks.Single(e => e.Id == later.Id).AvailableFen);
        }
        Assert.Equal((0L, 500_00L), await Left());
        await Reverse(spending.Id, FundEntryKind.Spending);
        Assert.Equal((0L, 800_00L), await Left());
        // A grant is approved again; declined, its money goes the same way.
        await Reverse(grant.Id, FundEntryKind.Grant);
        await app.Office().Grants.DeclineGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        Assert.Equal((0L, 1_000_00L), await Left());
        var told = await app.Statement(fund);
        Assert.Equal((1_000_00L, 0L), (told.ClosingFen, told.Lines.Sum(l => l.MovedFen)));
        var last = await app.Spent(fund, 1_000_00, later.Id);
        await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id });
        await Refused(StatusCode.FailedPrecondition, "FUND_CLOSED", () => Reverse(last.Id, FundEntryKind.Spending));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var office = app.Office();
        await WrongFields(() => office.Funds.OpenFundAsync(new() { DivisionCode = "51" }), "name", "division_code");
        await WrongFields(() => office.Donations.ReceiveDonationAsync(new() { FundId = "x", EarmarkId = "y", DonorKind = DonorKind.Company, DonorPhone = "电话" }), "fund_id", "kind", "received_date", "earmark_id", "amount_fen", "donor_name", "donor_phone");
        await WrongFields(() => office.Donations.ReceiveDonationAsync(new() { FundId = NewId(), Kind = DonationKind.Goods, DonorKind = DonorKind.Anonymous, AmountFen = 1, ReceivedDate = app.Day(1) }), "received_date", "goods", "category", "quantity", "unit");
        await WrongFields(() => office.Grants.ApplyForGrantAsync(new()), "fund_id", "organization_id", "purpose", "amount_fen");
        await WrongFields(() => office.Funds.GetFundStatementAsync(new() { FundId = NewId(), FromDate = "2026-01-02", UntilDate = "2026-01-01" }), "until_date");
        await WrongFields(() => office.DonationDrives.OpenDonationDriveAsync(new() { Hazard = "X" }), "fund_id", "place_code", "title", "hazard");
        await WrongFields(() => office.CharityResources.PostCharityNeedAsync(new()), "title", "quantity", "unit", "category", "division_code");
    }
}
