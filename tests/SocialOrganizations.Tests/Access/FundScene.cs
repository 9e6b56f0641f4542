using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class FundScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        var (fund, empty, organization) = (await app.NewFund(Scene.Town), await app.NewFund(Scene.Town), await app.Entered());
        var earmark = await app.NewEarmark(fund);
        var (donation, goods) = (await app.Given(fund, 9_000_00), await app.Office().Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund)));
        var donor = (await app.Query<Guid>("select donor_id from donations where id = $1", Guid.Parse(donation.Id))).ToString();
        var mistaken = await app.Office(subject: "cashier").Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund));
        var (asked, declined, approved, paid) = (await app.Asked(fund, 10_00), await app.Asked(fund, 10_00), await app.Approved(fund, 10_00), await app.PaidOut(fund, 10_00));
        var (wanted, unwanted) = (await app.Wanted(fund, 10_00), await app.Wanted(fund, 10_00));
        var (drive, ending) = (await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)), await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)));
        var entry = await app.EntryOf(fund, paid.Id, FundEntryKind.Grant);
        var (need, closing, resource, ended, delivering, receipting, cancelling) =
            (await app.Needed(), await app.Needed(), await app.Offered(), await app.Offered(), await app.MatchedResource(), await app.MatchedResource(), await app.MatchedResource());
        await app.Office(subject: "driver").CharityResources.DeliverResourceMatchAsync(new() { RequestId = NewId(), Id = receipting.Id, DeliveryNote = "送-2026-1" });
        await app.As("province-operator", "51").Funds.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "51", SinceDate = app.Day(-900 - Interlocked.Increment(ref days)), SharePermille = 10 });
        scene.Marks.AddRange([fund.Id, empty.Id, earmark.Id, donation.Id, donor, goods.Id, mistaken.Id, asked.Id, approved.Id, paid.Id, wanted.Id, drive.Id, ending.Id, entry.Id, need.Id, resource.Id, delivering.Id, receipting.Id, cancelling.Id, Funding.Donor, Funding.DonorPhone]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from funds", "select count(*) from earmarks", "select count(*) from fund_legs", "select sum(version) || '/' || count(*) from donations", "select sum(version) || '/' || count(*) from donors", "select sum(version) || '/' || count(*) from grants",
            "select sum(version) || '/' || count(*) from spendings", "select sum(version) || '/' || count(*) from charity_needs", "select sum(version) || '/' || count(*) from charity_resources", "select sum(version) || '/' || count(*) from resource_matches",
            "select count(*) from lottery_rules", "select count(*) from donor_honours"]);

        var r = scene.Requests;
        r["OpenFund"] = () => Funding.ToOpen(Scene.Town);
        r["CloseFund"] = () => new CloseFundRequest { Id = empty.Id };
        r["GetFund"] = () => new GetFundRequest { Id = fund.Id };
        r["ListFunds"] = () => new ListFundsRequest { PageSize = 500 };
        r["OpenEarmark"] = () => new OpenEarmarkRequest { FundId = fund.Id, Title = "儿童之家" };
        r["ListEarmarks"] = () => new ListEarmarksRequest { FundId = fund.Id };
        r["GetFundStatement"] = () => new GetFundStatementRequest { FundId = fund.Id, FromDate = app.Day(), UntilDate = app.Day() };
        r["ListFundEntries"] = () => new ListFundEntriesRequest { FundId = fund.Id };
        r["ReverseFundEntry"] = () => new ReverseFundEntryRequest { FundId = fund.Id, EntryId = entry.Id, Voucher = "更正-2026-1" };
        r["SetLotteryRule"] = () => new SetLotteryRuleRequest { DivisionCode = Scene.Town[..6], SinceDate = app.Day(1_000 + Interlocked.Increment(ref days)), SharePermille = 10 };
        r["EnterLotteryShare"] = () => new EnterLotteryShareRequest { FundId = fund.Id, OutletNumber = "51010001", Month = app.Day(-40)[..7], SalesFen = 1_000_00 };
        r["ReceiveDonation"] = () => Funding.ToGive(app, fund);
        r["ReverseDonation"] = () => new ReverseDonationRequest { Id = mistaken.Id, Voucher = "更正-2026-1" };
        r["GetDonation"] = () => new GetDonationRequest { Id = donation.Id };
        r["ListDonations"] = () => new ListDonationsRequest { PageSize = 500 };
        r["RevealDonor"] = () => new RevealDonorRequest { Id = donation.Id, Purpose = "邮寄捐赠证书" };
        r["MaskDonor"] = () => new MaskDonorRequest { Id = donor };
        r["PrintDonationReceipt"] = () => new PrintDonationReceiptRequest { Id = donation.Id };
        r["SetDonorHonour"] = () => new SetDonorHonourRequest { DivisionCode = Scene.Town, Title = "爱心之星", MinFen = 100_00 };
        r["ListDonorHonours"] = () => new ListDonorHonoursRequest { DivisionCode = Scene.Town };
        r["ListHonouredDonors"] = () => new ListHonouredDonorsRequest { FundId = fund.Id };
        r["ApplyForGrant"] = () => new ApplyForGrantRequest { FundId = fund.Id, OrganizationId = organization.Id, Purpose = "独居老人助餐三个月", AmountFen = 1_00 };
        r["ApproveGrant"] = () => new ApproveGrantRequest { Id = asked.Id };
        r["DeclineGrant"] = () => new DeclineGrantRequest { Id = declined.Id };
        r["PayGrant"] = () => new PayGrantRequest { Id = approved.Id, Voucher = "记-2026-7" };
        r["GetGrant"] = () => new GetGrantRequest { Id = asked.Id };
        r["ListGrants"] = () => new ListGrantsRequest { PageSize = 500 };
        r["RequestSpending"] = () => new RequestSpendingRequest { FundId = fund.Id, Purpose = "社区微更新材料", AmountFen = 1_00 };
        r["PaySpending"] = () => new PaySpendingRequest { Id = wanted.Id, Voucher = "记-2026-8" };
        r["DeclineSpending"] = () => new DeclineSpendingRequest { Id = unwanted.Id };
        r["ListSpendings"] = () => new ListSpendingsRequest { PageSize = 500 };
        r["OpenDonationDrive"] = () => Funding.ToDrive(fund);
        r["CloseDonationDrive"] = () => new CloseDonationDriveRequest { Id = ending.Id };
        r["GetDonationDrive"] = () => new GetDonationDriveRequest { Id = drive.Id };
        r["ListDonationDrives"] = () => new ListDonationDrivesRequest { PageSize = 500 };
        r["ListDriveDays"] = () => new ListDriveDaysRequest { DriveId = drive.Id };
        r["PostCharityNeed"] = () => Funding.ToNeed(Scene.Town);
        r["CloseCharityNeed"] = () => new CloseCharityNeedRequest { Id = closing.Id };
        r["ListCharityNeeds"] = () => new ListCharityNeedsRequest { PageSize = 500 };
        r["OfferCharityResource"] = () => Funding.ToOffer(Scene.Town);
        r["CloseCharityResource"] = () => new CloseCharityResourceRequest { Id = ended.Id };
        r["ListCharityResources"] = () => new ListCharityResourcesRequest { PageSize = 500 };
        r["MatchCharityResource"] = () => new MatchCharityResourceRequest { NeedId = need.Id, ResourceId = resource.Id, Quantity = 1 };
        r["DeliverResourceMatch"] = () => new DeliverResourceMatchRequest { Id = delivering.Id, DeliveryNote = "送-2026-1" };
        r["ReceiptResourceMatch"] = () => new ReceiptResourceMatchRequest { Id = receipting.Id };
        r["CancelResourceMatch"] = () => new CancelResourceMatchRequest { Id = cancelling.Id };
        r["ListResourceMatches"] = () => new ListResourceMatchesRequest { PageSize = 500 };
    }
}
