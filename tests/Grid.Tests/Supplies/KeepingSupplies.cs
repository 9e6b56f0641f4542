using Governance.Grid.Tests.Emergencies;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Supplies;

/// <summary>Shelters and what is kept in them: stock is never below zero, and always the sum of its movements.</summary>
public sealed class KeepingSupplies(GridApp app) : IClassFixture<GridApp>
{
    private const string Community = SmallMap.Community;

    private GridCaller Clerk => app.As("town-clerk", Community[..9]);

    [Fact]
    public async Task However_many_issue_at_once_nothing_is_issued_that_is_not_there()
    {
        var supply = await NewSupply(await NewShelter());
        await Post(supply, SupplyPostingKind.Received, 50);
        var tries = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            try { await Post(supply, SupplyPostingKind.Issued, 3); return "issued"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));

        Assert.Equal((16, 14), (tries.Count(t => t == "issued"), tries.Count(t => t == "SUPPLY_SHORT")));
        Assert.Equal(2, (await Find(supply)).Amount);
        Assert.Equal(2, await app.Query<long>("select sum(case when kind = 1 then amount else -amount end) from supply_postings where supply_id = $1", Guid.Parse(supply.Id)));
        // Each balance follows from the one before.
        Assert.Equal([50, 47, 44, 41, 38, 35, 32, 29, 26, 23, 20, 17, 14, 11, 8, 5, 2],
            (await Clerk.Supplies.ListSupplyPostingsAsync(new() { SupplyId = supply.Id })).Postings.Select(p => p.Balance).OrderDescending());
        Assert.Equal("2", (await Refused(StatusCode.FailedPrecondition, "SUPPLY_SHORT", () => Clerk.Supplies.PostSupplyAsync(Posting(supply, SupplyPostingKind.WrittenOff, 3, "过期")))).Facts["amount"]);
    }

    [Fact]
    public async Task The_database_itself_refuses_less_than_nothing()
    {
        var supply = await NewSupply(await NewShelter());
        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<long>("update supplies set amount = -1 where id = $1 returning amount", Guid.Parse(supply.Id)));
        Assert.Equal("ck_supplies_amount", broken.ConstraintName);
    }

    [Fact]
    public async Task The_same_request_again_moves_nothing()
    {
        var supply = await NewSupply(await NewShelter());
        var (request, clerk) = (Posting(supply, SupplyPostingKind.Received, 7), app.As("town-clerk", Community[..9], subject: "the-storekeeper"));
        Assert.Equal(await clerk.Supplies.PostSupplyAsync(request), await clerk.Supplies.PostSupplyAsync(request));
        Assert.Equal(7, (await Find(supply)).Amount);
    }

    [Fact]
    public async Task What_is_issued_for_an_emergency_says_so_as_long_as_it_is_active()
    {
        var emergency = await app.NewEmergency("510104", Hazard.Cold);
        var supply = await NewSupply(await NewShelter());
        await Post(supply, SupplyPostingKind.Received, 10);
        var request = Posting(supply, SupplyPostingKind.Issued, 4);
        request.EmergencyId = emergency.Id;
        Assert.Equal((emergency.Id, 6), (await Clerk.Supplies.PostSupplyAsync(request)) is var posted ? (posted.EmergencyId, posted.Balance) : default);

        await app.As("city-centre", "5101").Emergencies.DeactivateEmergencyAsync(new() { RequestId = NewId(), Id = emergency.Id, Summary = "天气转暖" });
        request.RequestId = NewId();
        await Refused(StatusCode.FailedPrecondition, "EMERGENCY_ENDED", () => Clerk.Supplies.PostSupplyAsync(request));
        var elsewhere = await app.NewEmergency("510105", Hazard.Cold);
        (request.RequestId, request.EmergencyId) = (NewId(), elsewhere.Id);
        await Refused(StatusCode.NotFound, "EMERGENCY_NOT_FOUND", () => Clerk.Supplies.PostSupplyAsync(request));
        Assert.Equal(6, (await Find(supply)).Amount);
    }

    [Fact]
    public async Task A_shelter_that_holds_something_is_not_closed_and_a_closed_one_takes_nothing()
    {
        var shelter = await NewShelter();
        var supply = await NewSupply(shelter);
        await Post(supply, SupplyPostingKind.Received, 1);
        await Refused(StatusCode.FailedPrecondition, "SHELTER_HAS_SUPPLIES", () => Clerk.Supplies.CloseShelterAsync(new() { RequestId = NewId(), Id = shelter.Id }));
        await Post(supply, SupplyPostingKind.WrittenOff, 1, "破损");
        // Whoever comes first: either it is closed and empty, or open and full.
        var outcomes = await Task.WhenAll(
            Try(() => Clerk.Supplies.CloseShelterAsync(new() { RequestId = NewId(), Id = shelter.Id }).ResponseAsync),
            Try(() => Clerk.Supplies.PostSupplyAsync(Posting(supply, SupplyPostingKind.Received, 5)).ResponseAsync));
        var (closed, amount) = ((await Clerk.Supplies.GetShelterAsync(new() { Id = shelter.Id })).CloseTime is not null, (await Find(supply)).Amount);
        Assert.True(closed == (amount == 0), string.Join(", ", outcomes));
        if (!closed)
        {
            await Post(supply, SupplyPostingKind.WrittenOff, 5, "破损");
            await Clerk.Supplies.CloseShelterAsync(new() { RequestId = NewId(), Id = shelter.Id });
        }
        await Refused(StatusCode.FailedPrecondition, "SHELTER_CLOSED", () => Clerk.Supplies.PostSupplyAsync(Posting(supply, SupplyPostingKind.Received, 5)));
        await Refused(StatusCode.FailedPrecondition, "SHELTER_CLOSED", () => Clerk.Supplies.UpdateShelterAsync(new() { RequestId = NewId(), Shelter = new() { Id = shelter.Id, Capacity = 5 }, UpdateMask = new() { Paths = { "capacity" } } }));
        Assert.DoesNotContain((await Clerk.Supplies.ListSheltersAsync(new())).Shelters, s => s.Id == shelter.Id);
        Assert.Contains((await Clerk.Supplies.ListSheltersAsync(new() { ShowClosed = true })).Shelters, s => s.Id == shelter.Id);
    }

    [Fact]
    public async Task What_is_short_is_listed_and_a_depot_needs_no_shelter()
    {
        var centre = app.As("county-centre", "510104");
        var depot = await centre.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), DivisionCode = "510104", Name = "救生衣", Measure = "件", LeastAmount = 100 });
        await centre.Supplies.PostSupplyAsync(Posting(depot, SupplyPostingKind.Received, 99));
        Assert.Contains((await centre.Supplies.ListSuppliesAsync(new() { ShortOnly = true })).Supplies, s => s.Id == depot.Id);
        await centre.Supplies.PostSupplyAsync(Posting(depot, SupplyPostingKind.Received, 1));
        Assert.DoesNotContain((await centre.Supplies.ListSuppliesAsync(new() { ShortOnly = true })).Supplies, s => s.Id == depot.Id);
        // A town does not see the county's depot.
        await Refused(StatusCode.NotFound, "SUPPLY_NOT_FOUND", () => Clerk.Supplies.ListSupplyPostingsAsync(new() { SupplyId = depot.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Clerk.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), DivisionCode = "510104", Name = "救生衣", Measure = "件" }));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await WrongFields(() => Clerk.Supplies.CreateShelterAsync(new() { RequestId = NewId(), Point = new() { Latitude = 10, Longitude = 104 } }), "division_code", "name", "point.latitude", "capacity");
        await WrongFields(() => Clerk.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), ShelterId = "x", DivisionCode = Community, LeastAmount = -1 }), "shelter_id", "division_code", "name", "measure", "least_amount");
        await WrongFields(() => Clerk.Supplies.PostSupplyAsync(new() { RequestId = NewId(), Kind = SupplyPostingKind.WrittenOff, EmergencyId = NewId() }), "supply_id", "amount", "reason", "emergency_id");
        await WrongFields(() => Clerk.Supplies.UpdateShelterAsync(new() { RequestId = NewId(), Shelter = new(), UpdateMask = new() { Paths = { "division_code" } } }), "shelter.id", "update_mask");
    }

    private async Task<Shelter> NewShelter() => await Clerk.Supplies.CreateShelterAsync(new() { RequestId = NewId(), DivisionCode = Community, Name = "社区广场", Address = "某路 1 号", Capacity = 800, Point = new() { Latitude = 30.65, Longitude = 104.08 } });

    private async Task<Supply> NewSupply(Shelter shelter) => await Clerk.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), ShelterId = shelter.Id, Name = "饮用水", Measure = "箱", LeastAmount = 20 });

    private async Task<Supply> Find(Supply supply) => (await Clerk.Supplies.ListSuppliesAsync(new() { ShelterId = supply.ShelterId })).Supplies.Single(s => s.Id == supply.Id);

    private static PostSupplyRequest Posting(Supply supply, SupplyPostingKind kind, int amount, string reason = "") => new() { RequestId = NewId(), SupplyId = supply.Id, Kind = kind, Amount = amount, Reason = reason };

    private async Task Post(Supply supply, SupplyPostingKind kind, int amount, string reason = "") => await Clerk.Supplies.PostSupplyAsync(Posting(supply, kind, amount, reason));

    private static async Task<string> Try<T>(Func<Task<T>> call)
    {
        try { await call(); return "done"; }
        catch (RpcException e) { return Read(e).Reason; }
    }
}
