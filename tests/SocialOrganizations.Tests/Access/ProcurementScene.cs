using Google.Protobuf.WellKnownTypes;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Procurement;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

/// <summary>What a county buys is the county's: to a town of it, a list and a tender are told, and the rest is not there.</summary>
internal static class ProcurementScene
{
    public static readonly string[] OfMore =
    [
        "DraftServiceList", "AddListItem", "PublishServiceList", "CallTender", "AwardTender", "FailTender", "SignContract", "GetContract", "DeliverMilestone", "AcceptMilestone", "RequestPayment", "VerifyPayment", "ApprovePayment",
        "ReleasePayment", "ReturnPayment", "ReversePayment", "TerminateContract", "EvaluateContract", "GetContractTrail", "PrintContractTrail", "SubmitBid",
    ];

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        var (list, items) = await app.Published(5);
        var draft = await app.Office().ServiceLists.DraftServiceListAsync(Buying.ToDraft(app));
        var over = await app.Called(items[0]);
        var bid = await app.Bids(over);
        var failing = await app.Called(items[1]);
        app.Clock.Advance(TimeSpan.FromDays(10));
        var (awarded, running) = (await app.Awarded(), await app.Running());
        // Called last: the days go on with the scenes above.
        var (tender, bidder) = (await app.Called(items[2]), await app.Entered());
        await app.Accepted(running, 1);
        var order = NewId();
        await app.QueryAll<int>("insert into service_orders (id, area, need_id, service_code, contract_id, organization_id, starts_at, ends_at, state, minutes, delivered_by, version, event_sequence) values ($1, $2, $1, 'professional-scene', $3, $4, $5, $5, 2, 0, '', 1, 0)",
            Guid.Parse(order), Scene.Town + "001", Guid.Parse(running.Id), Guid.Parse(running.OrganizationId), app.Clock.GetUtcNow());
        scene.Marks.AddRange([list.Id, draft.Id, over.Id, bid.Id, failing.Id, tender.Id, awarded.Id, running.Id, running.Number, order]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from service_lists", "select count(*) from list_items", "select sum(version) || '/' || count(*) from tenders", "select sum(version) || '/' || count(*) from bids",
            "select sum(version) || '/' || count(*) from contracts", "select count(*) from procurement_steps", "select sum(version) from service_orders"]);

        var r = scene.Requests;
        // Always of one year, so that the matrix does not use them up.
        r["DraftServiceList"] = () => new DraftServiceListRequest { DivisionCode = "510104", Year = 2100, Title = "锦江区政府购买社会组织服务清单", BudgetFen = 1_000_000_00 };
        r["AddListItem"] = () => new AddListItemRequest { ListId = draft.Id, ServiceCode = "x-y", Title = "项目", CeilingFen = 1 };
        r["PublishServiceList"] = () => new PublishServiceListRequest { Id = draft.Id };
        r["GetServiceList"] = () => new GetServiceListRequest { Id = list.Id };
        r["ListServiceLists"] = () => new ListServiceListsRequest { PageSize = 500 };
        r["ListListItems"] = () => new ListListItemsRequest { ListId = list.Id };
        r["CallTender"] = () => new CallTenderRequest { ItemId = items[3].Id, Deadline = app.Clock.GetUtcNow().AddDays(10).ToTimestamp() };
        r["GetTender"] = () => new GetTenderRequest { Id = over.Id };
        r["ListTenders"] = () => new ListTendersRequest { PageSize = 500 };
        r["SubmitBid"] = () => Buying.ToBid(tender, bidder);
        r["ListBids"] = () => new ListBidsRequest { TenderId = over.Id };
        r["AwardTender"] = () => new AwardTenderRequest { Id = over.Id, BidId = bid.Id };
        r["FailTender"] = () => new FailTenderRequest { Id = failing.Id, Reason = "项目取消" };
        r["SignContract"] = () => Buying.ToSign(app, awarded);
        r["GetContract"] = () => new GetContractRequest { Id = running.Id };
        r["ListContracts"] = () => new ListContractsRequest { PageSize = 500 };
        r["DeliverMilestone"] = () => new DeliverMilestoneRequest { Id = running.Id, MilestoneNumber = 2, Evidence = "服务报告 2" };
        r["AcceptMilestone"] = () => new AcceptMilestoneRequest { Id = running.Id, MilestoneNumber = 2, Accepted = true, Evidence = "验收单 2" };
        r["RequestPayment"] = () => new RequestPaymentRequest { Id = running.Id, MilestoneNumber = 1 };
        r["VerifyPayment"] = () => new VerifyPaymentRequest { Id = running.Id, MilestoneNumber = 1 };
        r["ApprovePayment"] = () => new ApprovePaymentRequest { Id = running.Id, MilestoneNumber = 1 };
        r["ReleasePayment"] = () => new ReleasePaymentRequest { Id = running.Id, MilestoneNumber = 1, Voucher = "记-2026-118" };
        r["ReturnPayment"] = () => new ReturnPaymentRequest { Id = running.Id, MilestoneNumber = 1, Reason = "发票有误" };
        r["ReversePayment"] = () => new ReversePaymentRequest { Id = running.Id, MilestoneNumber = 1, Voucher = "记-2026-119" };
        r["TerminateContract"] = () => new TerminateContractRequest { Id = running.Id, Reason = "承接主体无法履行" };
        r["EvaluateContract"] = () => new EvaluateContractRequest { Id = running.Id, Rating = 4 };
        r["GetContractTrail"] = () => new GetContractTrailRequest { Id = running.Id };
        r["PrintContractTrail"] = () => new PrintContractTrailRequest { Id = running.Id };
        r["ListServiceOrders"] = () => new ListServiceOrdersRequest { PageSize = 500 };
        r["DeliverOrder"] = () => new DeliverOrderRequest { Id = order, Minutes = 60 };
        r["AcceptOrder"] = () => new AcceptOrderRequest { Id = order };
    }
}
