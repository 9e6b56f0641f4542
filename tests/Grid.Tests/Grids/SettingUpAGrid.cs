using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Grids;

public sealed class SettingUpAGrid(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task It_gets_the_next_number_and_can_be_read_back()
    {
        var clerk = app.Town();
        var first = await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate("510104017002"));
        var second = await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate("510104017002"));

        Assert.Equal(("510104017002001", "510104017002002"), (first.Code, second.Code));
        Assert.Equal(first, await clerk.Grids.GetGridAsync(new() { Code = first.Code }));
        Assert.Equal(("第三网格", GridKind.General, 320, 12, "", app.Clock.GetUtcNow()),
            (first.Name, first.Kind, first.HouseholdCount, first.BuildingCount, first.ResponsibleWorkerId, first.CreateTime.ToDateTimeOffset()));
        Assert.Contains(await app.Events("GridChanged"), e => e.Contains(first.Code, StringComparison.Ordinal) && e.Contains("\"Created\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_is_given_once_for_ever()
    {
        var clerk = app.Town();
        const string Code = SmallMap.Community + "777";
        await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(code: Code));
        await Refused(StatusCode.AlreadyExists, "GRID_CODE_TAKEN", () => clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(code: Code)));

        await clerk.Grids.RetireGridAsync(new() { Code = Code, Reason = "并入第一网格" });
        await Refused(StatusCode.AlreadyExists, "GRID_CODE_TAKEN", () => clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(code: Code)));
    }

    [Fact]
    public async Task A_gap_is_filled_but_a_retired_number_is_not()
    {
        var clerk = app.Town();
        const string Community = "510104017003";
        await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(Community, code: Community + "002"));
        await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(Community));
        await clerk.Grids.RetireGridAsync(new() { Code = Community + "001", Reason = "并入第二网格" });

        Assert.Equal(Community + "003", (await clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(Community))).Code);
    }

    [Fact]
    public async Task Fifty_at_once_get_fifty_numbers()
    {
        var clerk = app.As("county-centre", "510104");
        var grids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => clerk.Grids.CreateGridAsync(GridSteps.GridToCreate(SmallMap.OtherTown)).ResponseAsync));

        Assert.Equal(Enumerable.Range(1, 50).Select(n => $"{SmallMap.OtherTown}{n:000}"), grids.Select(g => g.Code).Order());
    }

    [Fact]
    public async Task The_thousandth_is_refused()
    {
        const string Community = "510105002003";
        await app.Query<int>("""
            insert into grids (id, area, name, kind, household_count, building_count, created_at, version, event_sequence)
            select gen_random_uuid(), $1 || lpad(n::text, 3, '0'), '网格', 1, 0, 0, now(), 1, 1 from generate_series(1, 999) n returning 1
            """, Community);

        await Refused(StatusCode.ResourceExhausted, "GRID_NUMBERS_USED_UP", () => app.As("county-centre", "510105").Grids.CreateGridAsync(GridSteps.GridToCreate(Community)));
    }

    [Fact]
    public async Task The_same_request_sets_up_one_grid()
    {
        var clerk = app.Town();
        var request = GridSteps.GridToCreate("510104017004");
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clerk.Grids.CreateGridAsync(request).ResponseAsync));

        Assert.All(replies, r => Assert.Equal(replies[0], r));
        Assert.Single(await app.Events("GridChanged"), e => e.Contains("510104017004", StringComparison.Ordinal));
        request.Name = "另一个名字";
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => clerk.Grids.CreateGridAsync(request));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_nothing_is_stored()
    {
        var before = await app.Query<long>("select count(*) from grids");
        await WrongFields(() => app.Town().Grids.CreateGridAsync(new()
        {
            RequestId = NewId(), CommunityCode = "510104017", Code = "510104017001000", Name = new string('长', 51), HouseholdCount = -1, BuildingCount = 1_001,
        }), "community_code", "code", "name", "kind", "household_count", "building_count");
        await WrongFields(() => app.Town().Grids.CreateGridAsync(GridSteps.GridToCreate(code: "510104017002001")), "code");
        var badId = GridSteps.GridToCreate();
        badId.RequestId = "not-a-uuid";
        await WrongFields(() => app.Town().Grids.CreateGridAsync(badId), "request_id");

        Assert.Equal(before, await app.Query<long>("select count(*) from grids"));
    }

    [Fact]
    public async Task It_needs_a_community_that_exists()
    {
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Town().Grids.CreateGridAsync(GridSteps.GridToCreate("510104017099")));

        await app.Query<int>("update divisions set retired_at = now() where code = '510104017005' returning 1");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Town().Grids.CreateGridAsync(GridSteps.GridToCreate("510104017005")));
    }
}
