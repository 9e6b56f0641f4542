using Google.Protobuf.WellKnownTypes;
using Governance.SocialOrgs.V1;
using Governance.Welfare.V1;

namespace Governance.SystemTests;

/// <summary>Somebody needs a counsellor: entered once in Welfare, served under a contract of the county, and back in the person's record; nobody types it again.</summary>
internal static class ANeedUnderContract
{
    private const string Service = "professional-counselling", Home = "510104017001";

    public static async Task PlayAsync(Platform platform)
    {
        var (office, city, clerk, worker) = (await platform.SignedInAsync("orgsoffice"), await platform.SignedInAsync("orgscity"), await platform.SignedInAsync("orgsclerk"), await platform.SignedInAsync("welfare"));
        var now = TimeProvider.System.GetUtcNow();
        string Day(int from) => now.AddHours(8).AddDays(from).ToString("yyyy-MM-dd", null);

        // The county's contract.
        var organization = await new Organizations.OrganizationsClient(office).EnterOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Home, Name = "锦江社会工作服务中心", Kind = OrganizationKind.SocialWork, Purpose = "社会工作专业服务", MemberCount = 20, LeaderName = "欧阳建国", LeaderPhone = "13912345678",
            UnifiedCode = "52510104000000001C", RegisteredDate = Day(-400),
        });
        var lists = new ServiceLists.ServiceListsClient(office);
        var list = await lists.DraftServiceListAsync(new() { RequestId = Id(), DivisionCode = "510104", Year = now.Year, Title = "锦江区政府购买社会组织服务清单", BudgetFen = 1_000_000_00 });
        var item = await lists.AddListItemAsync(new() { RequestId = Id(), ListId = list.Id, ServiceCode = Service, Title = "社区心理辅导服务", CeilingFen = 400_000_00, OrderCapacity = 10 });
        await lists.PublishServiceListAsync(new() { RequestId = Id(), Id = list.Id });
        var tenders = new Tenders.TendersClient(office);
        var tender = await tenders.CallTenderAsync(new() { RequestId = Id(), ItemId = item.Id, Deadline = TimeProvider.System.GetUtcNow().AddSeconds(5).ToTimestamp(), MinBids = 1 });
        var bid = await tenders.SubmitBidAsync(new() { RequestId = Id(), TenderId = tender.Id, OrganizationId = organization.Id, PriceFen = 300_000_00, Plan = "每周两次驻点，三名社工轮值" });
        // Who has put a bid in sees none before the deadline.
        await UntilAsync(async () => (await tenders.ListBidsAsync(new() { TenderId = tender.Id })).Bids.SingleOrDefault()?.Opened == true);
        var contract = await new Tenders.TendersClient(city).AwardTenderAsync(new() { RequestId = Id(), Id = tender.Id, BidId = bid.Id });
        await new Contracts.ContractsClient(office).SignContractAsync(new()
        {
            RequestId = Id(), Id = contract.Id, StartDate = Day(0), EndDate = Day(300), Milestones = { new PlannedDelivery { Title = "年度服务报告", DueDate = Day(300), TrancheFen = 300_000_00 } },
        });

        // The person's need, entered once.
        var person = await new People.PeopleClient(worker).RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "陈桂芳", IdentityNumber = "51010419480102124X", DivisionCode = Home, Kinds = { ConcernKind.ElderlyLivingAlone }, Consent = new() { Ground = ConsentGround.Self, GiveDate = Day(0) },
        });
        // From now on, as soon as Welfare takes it: nobody has served what has not begun.
        var begins = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 10);
        var need = await new CareNeeds.CareNeedsClient(worker).RaiseCareNeedAsync(new() { RequestId = Id(), PersonId = person.Id, Kind = Service, Headcount = 1, StartTime = begins.ToTimestamp(), EndTime = begins.AddHours(2).ToTimestamp() });

        var orders = new ServiceOrders.ServiceOrdersClient(office);
        ServiceOrder? order = null;
        await UntilAsync(async () => (order = (await orders.ListServiceOrdersAsync(new())).Orders.SingleOrDefault(o => o.NeedId == need.Id)) is { State: ServiceOrderState.Ordered });
        Assert.Equal(contract.Id, order!.ContractId);
        await UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() >= begins));
        await orders.DeliverOrderAsync(new() { RequestId = Id(), Id = order.Id, Minutes = 90, ServeTime = begins.ToTimestamp() });
        await new ServiceOrders.ServiceOrdersClient(clerk).AcceptOrderAsync(new() { RequestId = Id(), Id = order.Id });
        CareRecord? record = null;
        await UntilAsync(async () => (record = (await new CareNeeds.CareNeedsClient(worker).ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records.SingleOrDefault()) is not null);
        Assert.Equal((order.Id, need.Id, 90, Service, begins), (record!.RecordId, record.NeedId, record.Minutes, record.Kind, record.Time.ToDateTimeOffset()));
    }

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await happened()) return;
            await Task.Delay(200);
        }
        Assert.Fail("it has not happened within 30 s");
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
