using Governance.Grid.Tests.Communities;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Cadres;

/// <summary>Of each kind one cadre backs a grid at a time; who it is is protected.</summary>
public sealed class BackingGrids(GridApp app) : IClassFixture<GridApp>
{
    private GridCaller Clerk => app.As("town-clerk", "510104017");

    [Fact]
    public async Task Who_comes_releases_who_was_there_and_the_other_kind_stays()
    {
        var grid = await app.NewGrid();
        var first = await Assign(grid, "周书记");
        var town = await Assign(grid, "吴镇长", CadreKind.Town);
        var second = await Assign(grid, "郑主任");

        Assert.Equal(new[] { second.Id, town.Id }.Order(), (await Clerk.Cadres.ListCadresAsync(new() { DivisionCode = grid.Code })).Cadres.Select(c => c.Id).Order());
        Assert.NotNull((await Clerk.Cadres.ListCadresAsync(new() { DivisionCode = grid.Code, ShowReleased = true })).Cadres.Single(c => c.Id == first.Id).EndTime);
        await Clerk.Cadres.ReleaseCadreAsync(new() { RequestId = NewId(), Id = town.Id, Etag = town.Etag });
        await Refused(StatusCode.FailedPrecondition, "CADRE_RELEASED", () => Clerk.Cadres.ReleaseCadreAsync(new() { RequestId = NewId(), Id = town.Id }));
        await Refused(StatusCode.NotFound, "CADRE_NOT_FOUND", () => app.As("town-clerk", "510104018").Cadres.ReleaseCadreAsync(new() { RequestId = NewId(), Id = second.Id }));
        await Refused(StatusCode.NotFound, "GRID_NOT_FOUND", () => app.As("town-clerk", "510104018").Cadres.AssignCadreAsync(Request(grid, "周书记", CadreKind.Town)));
    }

    [Fact]
    public async Task Of_those_who_are_assigned_at_once_one_backs_it()
    {
        var grid = await app.NewGrid();
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try { await Assign(grid, $"干部{i}"); return "assigned"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Contains("assigned", tries);
        Assert.All(tries, t => Assert.Contains(t, (string[])["assigned", "ETAG_MISMATCH"]));
        Assert.Single((await Clerk.Cadres.ListCadresAsync(new() { DivisionCode = grid.Code })).Cadres);
        Assert.Equal(tries.Count(t => t == "assigned"), await app.Query<long>("select count(*) from cadres where area = $1", grid.Code));
    }

    [Fact]
    public async Task Names_and_phones_are_sealed_and_shown_to_those_who_need_them()
    {
        var grid = await app.NewGrid();
        var cadre = await Assign(grid, "孙建国");
        Assert.Equal(("孙建国", "138****1111"), (cadre.Name, cadre.PhoneMasked));
        var seen = Assert.Single((await app.As("grid-worker", "510104017").Cadres.ListCadresAsync(new() { DivisionCode = grid.Code })).Cadres);
        Assert.Equal(("孙**", "138****1111"), (seen.Name, seen.PhoneMasked));
        Assert.Equal(0, await app.Query<long>("select count(*) from cadres where encode(name, 'escape') like '%' || $1 || '%' or encode(phone, 'escape') like '%13800001111%'", "孙建国"));
    }

    [Fact]
    public async Task A_grid_that_goes_on_under_another_code_keeps_its_cadre()
    {
        string[] sources = ["510104018001", "510104018002"];
        var grid = await app.NewGrid(sources[1]);
        var clerk = app.As("town-clerk", sources[0][..9]);
        var cadre = await clerk.Cadres.AssignCadreAsync(Request(grid, "周书记", CadreKind.Community));
        var plan = await app.CarriedOut(CommunitySteps.Plan(ReorganizationKind.Merge, sources, CommunitySteps.Becomes("合并社区")));
        Assert.Equal((cadre.Id, plan.Successors[0].Code + "001"), Assert.Single((await clerk.Cadres.ListCadresAsync(new())).Cadres) is var now ? (now.Id, now.GridCode) : default);
    }

    [Fact]
    public Task Every_wrong_field_is_named() => WrongFields(() => Clerk.Cadres.AssignCadreAsync(new() { RequestId = NewId(), Phone = "028-1" }), "grid_code", "kind", "name", "phone");

    private async Task<Cadre> Assign(V1.Grid grid, string name, CadreKind kind = CadreKind.Community) => await Clerk.Cadres.AssignCadreAsync(Request(grid, name, kind));

    private static AssignCadreRequest Request(V1.Grid grid, string name, CadreKind kind) => new() { RequestId = NewId(), GridCode = grid.Code, Kind = kind, Name = name, Phone = "13800001111" };
}
