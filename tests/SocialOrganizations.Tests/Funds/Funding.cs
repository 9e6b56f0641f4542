using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Funds;

/// <summary>Funds, donations and grants as far along as a scenario needs them.</summary>
internal static class Funding
{
    public const string Donor = "欧阳捐赠", DonorPhone = "13800001111";

    public static OpenFundRequest ToOpen(string place = "510104017") => new() { RequestId = NewId(), DivisionCode = place, Name = "锦官驿社区发展治理基金" };

    public static async Task<Fund> NewFund(this SocialOrgsApp app, string place = "510104017") => await app.Office(place[..6]).Funds.OpenFundAsync(ToOpen(place));

    public static async Task<Earmark> NewEarmark(this SocialOrgsApp app, Fund fund, string title = "独居老人助餐") => await app.Office(fund.DivisionCode[..6]).Funds.OpenEarmarkAsync(new() { RequestId = NewId(), FundId = fund.Id, Title = title });

    public static ReceiveDonationRequest ToGive(SocialOrgsApp app, Fund fund, long fen = 1_000_00, string earmark = "", string name = Donor, string phone = DonorPhone, bool named = false) => new()
    {
        RequestId = NewId(), FundId = fund.Id, Kind = DonationKind.Money, DonorKind = DonorKind.Individual, DonorName = name, DonorPhone = phone, Named = named, AmountFen = fen, EarmarkId = earmark, ReceivedDate = app.Day(),
    };

    public static ReceiveDonationRequest ToGiveGoods(SocialOrgsApp app, Fund fund, int quantity = 100) => new()
    {
        RequestId = NewId(), FundId = fund.Id, Kind = DonationKind.Goods, DonorKind = DonorKind.Anonymous, AmountFen = 2_000_00, Goods = "矿泉水", Category = "drinking-water", Quantity = quantity, Unit = "箱", ReceivedDate = app.Day(),
    };

    public static async Task<Donation> Given(this SocialOrgsApp app, Fund fund, long fen = 1_000_00, string earmark = "") => await app.Office(fund.DivisionCode[..6], subject: "cashier").Donations.ReceiveDonationAsync(ToGive(app, fund, fen, earmark));

    public static async Task<Grant> Asked(this SocialOrgsApp app, Fund fund, long fen = 300_00, string earmark = "", Organization? organization = null) => await app.Office(subject: "applicant").Grants.ApplyForGrantAsync(new()
    {
        RequestId = NewId(), FundId = fund.Id, OrganizationId = (organization ?? await app.Entered()).Id, EarmarkId = earmark, Purpose = "独居老人助餐三个月", AmountFen = fen,
    });

    public static async Task<Grant> Approved(this SocialOrgsApp app, Fund fund, long fen = 300_00, string earmark = "") =>
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = (await app.Asked(fund, fen, earmark)).Id });

    public static SocialOrgsCaller Finance(this SocialOrgsApp app, string subject = "finance") => app.As("orgs-finance", "510104", subject: subject);

    public static async Task<Grant> PaidOut(this SocialOrgsApp app, Fund fund, long fen = 300_00, string earmark = "") =>
        await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = (await app.Approved(fund, fen, earmark)).Id, Voucher = "记-2026-7" });

    public static async Task<Spending> Wanted(this SocialOrgsApp app, Fund fund, long fen = 200_00, string earmark = "") =>
        await app.Office(subject: "applicant").Spendings.RequestSpendingAsync(new() { RequestId = NewId(), FundId = fund.Id, EarmarkId = earmark, Purpose = "社区微更新材料", AmountFen = fen });

    public static async Task<Spending> Spent(this SocialOrgsApp app, Fund fund, long fen = 200_00, string earmark = "") =>
        await app.Finance().Spendings.PaySpendingAsync(new() { RequestId = NewId(), Id = (await app.Wanted(fund, fen, earmark)).Id, Voucher = "记-2026-8" });

    public static async Task<FundEntry> EntryOf(this SocialOrgsApp app, Fund fund, string aboutId, FundEntryKind kind) =>
        (await app.Office().Funds.ListFundEntriesAsync(new() { FundId = fund.Id, PageSize = 500 })).Entries.First(e => e.AboutId == aboutId && e.Kind == kind);

    public static async Task<FundStatement> Statement(this SocialOrgsApp app, Fund fund, int from = 0, int until = 0) =>
        await app.Office().Funds.GetFundStatementAsync(new() { FundId = fund.Id, FromDate = app.Day(from), UntilDate = app.Day(until) });

    public static OpenDonationDriveRequest ToDrive(Fund fund) => new() { RequestId = NewId(), FundId = fund.Id, PlaceCode = "5107", Hazard = "flood", Title = "平武洪灾应急捐赠" };

    public static PostCharityNeedRequest ToNeed(string place = SmallMap.Community, int quantity = 30) => new() { RequestId = NewId(), DivisionCode = place, Category = "drinking-water", Title = "饮用水", Quantity = quantity, Unit = "箱" };

    public static OfferCharityResourceRequest ToOffer(string place = SmallMap.Community, int quantity = 20) => new() { RequestId = NewId(), DivisionCode = place, Category = "drinking-water", Title = "矿泉水", Quantity = quantity, Unit = "箱" };

    public static async Task<CharityNeed> Needed(this SocialOrgsApp app, int quantity = 30, string place = SmallMap.Community) => await app.Office(place[..6]).CharityResources.PostCharityNeedAsync(ToNeed(place, quantity));

    public static async Task<CharityResource> Offered(this SocialOrgsApp app, int quantity = 20, string place = SmallMap.Community) => await app.Office(place[..6]).CharityResources.OfferCharityResourceAsync(ToOffer(place, quantity));

    public static async Task<ResourceMatch> MatchedResource(this SocialOrgsApp app, int quantity = 5) => await app.Office().CharityResources.MatchCharityResourceAsync(new()
    {
        RequestId = NewId(), NeedId = (await app.Needed()).Id, ResourceId = (await app.Offered()).Id, Quantity = quantity,
    });
}
