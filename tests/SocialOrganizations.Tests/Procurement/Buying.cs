using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Procurement;

/// <summary>Lists, tenders and contracts as far along as a scenario needs them.</summary>
internal static class Buying
{
    private static readonly ConcurrentDictionary<string, int> years = new();

    public const string Counselling = "professional-counselling";

    // One a county and year: a scenario takes a year of its own, none that is over.
    public static DraftServiceListRequest ToDraft(SocialOrgsApp app, long budget = 1_000_000_00, string county = "510104") =>
        new() { RequestId = NewId(), DivisionCode = county, Year = years.AddOrUpdate(app.Database, _ => ThisYear(app), (_, year) => Math.Max(year + 1, ThisYear(app))), Title = "锦江区政府购买社会组织服务清单", BudgetFen = budget };

    private static int ThisYear(SocialOrgsApp app) => int.Parse(app.Day()[..4], null);

    public static async Task<(ServiceList List, List<ListItem> Items)> Published(this SocialOrgsApp app, int items = 1, long budget = 1_000_000_00, long ceiling = 400_000_00, string service = Counselling, int capacity = 5)
    {
        var office = app.Office().ServiceLists;
        var (list, all) = (await office.DraftServiceListAsync(ToDraft(app, budget)), new List<ListItem>());
        for (var i = 0; i < items; i++) all.Add(await office.AddListItemAsync(new() { RequestId = NewId(), ListId = list.Id, ServiceCode = service, Title = "社区心理辅导服务", CeilingFen = ceiling, OrderCapacity = capacity }));
        return (await office.PublishServiceListAsync(new() { RequestId = NewId(), Id = list.Id }), all);
    }

    public static async Task<Tender> Called(this SocialOrgsApp app, ListItem item, int minBids = 1) =>
        await app.Office(subject: "buyer").Tenders.CallTenderAsync(new() { RequestId = NewId(), ItemId = item.Id, Deadline = app.Clock.GetUtcNow().AddDays(10).ToTimestamp(), MinBids = minBids });

    public static SubmitBidRequest ToBid(Tender tender, Organization organization, long price = 300_000_00, string plan = "每周两次驻点，三名社工轮值，全年不间断") =>
        new() { RequestId = NewId(), TenderId = tender.Id, OrganizationId = organization.Id, PriceFen = price, Plan = plan };

    public static async Task<Bid> Bids(this SocialOrgsApp app, Tender tender, Organization? organization = null, long price = 300_000_00) =>
        await app.Office().Tenders.SubmitBidAsync(ToBid(tender, organization ?? await app.Entered(), price));

    public static async Task<Contract> Awarded(this SocialOrgsApp app, long price = 300_000_00, string staff = "", string service = Counselling, int capacity = 5)
    {
        var (_, items) = await app.Published(service: service, capacity: capacity);
        var tender = await app.Called(items[0]);
        var bid = await app.Bids(tender, await app.Entered(staff), price);
        app.Clock.Advance(TimeSpan.FromDays(10));
        return await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id });
    }

    public static SignContractRequest ToSign(SocialOrgsApp app, Contract contract) => new()
    {
        RequestId = NewId(), Id = contract.Id, StartDate = app.Day(), EndDate = app.Day(300),
        Milestones = { new PlannedDelivery { Title = "中期服务报告", DueDate = app.Day(150), TrancheFen = contract.AmountFen / 3 }, new PlannedDelivery { Title = "年度服务报告", DueDate = app.Day(300), TrancheFen = contract.AmountFen - contract.AmountFen / 3 } },
    };

    public static async Task<Contract> Running(this SocialOrgsApp app, long price = 300_000_00, string staff = "", string service = Counselling, int capacity = 5) =>
        await app.Office().Contracts.SignContractAsync(ToSign(app, await app.Awarded(price, staff, service, capacity)));

    /// <summary>Its first payment is asked for.</summary>
    public static async Task<Contract> Asked(this SocialOrgsApp app, Contract contract) =>
        await app.Office(subject: "asker").Contracts.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });

    /// <summary>And cleared by that many levels: verified by <c>one</c>, approved by <c>two</c>, paid by <c>three</c>.</summary>
    public static async Task<Contract> Cleared(this SocialOrgsApp app, Contract contract, int levels)
    {
        var last = contract;
        if (levels > 0) last = await app.Office(subject: "one").Contracts.VerifyPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        if (levels > 1) last = await app.Office(subject: "two").Contracts.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        if (levels > 2) last = await app.As("orgs-finance", "510104", subject: "three").Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" });
        return last;
    }

    public static async Task<Contract> Accepted(this SocialOrgsApp app, Contract contract, int milestone)
    {
        await app.Office(subject: "worker").Contracts.DeliverMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = milestone, Evidence = "服务报告 1" });
        return await app.Office(subject: "acceptor").Contracts.AcceptMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = milestone, Accepted = true, Evidence = "验收单 1" });
    }
}
