using Google.Protobuf.WellKnownTypes;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Grids;

public sealed class KeepingAGrid(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task Only_the_named_fields_change()
    {
        var grid = await app.NewGrid();
        var changed = await app.Town().Grids.UpdateGridAsync(new()
        {
            Grid = new V1.Grid { Code = grid.Code, Name = "不应生效", Kind = GridKind.Special, HouseholdCount = 400, Etag = grid.Etag },
            UpdateMask = Mask("kind", "household_count"),
        });

        Assert.Equal(("第三网格", GridKind.Special, 400, 12), (changed.Name, changed.Kind, changed.HouseholdCount, changed.BuildingCount));
        Assert.NotEqual(grid.Etag, changed.Etag);
        Assert.Contains(await app.Events("GridChanged"), e => e.Contains(grid.Code, StringComparison.Ordinal) && e.Contains("\"Updated\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_values_again_are_no_change_and_no_event()
    {
        var grid = await app.NewGrid();
        var same = await app.Town().Grids.UpdateGridAsync(new() { Grid = grid, UpdateMask = Mask("name", "kind", "household_count", "building_count") });

        Assert.Equal(grid, same);
        Assert.Single(await app.Events("GridChanged"), e => e.Contains(grid.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_saw_an_older_version_is_told()
    {
        var grid = await app.NewGrid();
        var update = new UpdateGridRequest { Grid = new V1.Grid { Code = grid.Code, HouseholdCount = 1, Etag = grid.Etag }, UpdateMask = Mask("household_count") };
        await app.Town().Grids.UpdateGridAsync(update);

        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Town().Grids.UpdateGridAsync(update));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Town().Grids.RetireGridAsync(new() { Code = grid.Code, Reason = "并入", Etag = grid.Etag }));
    }

    [Fact]
    public async Task A_retry_with_an_etag_gets_its_first_answer()
    {
        var grid = await app.NewGrid();
        var clerk = app.Town();
        var update = new UpdateGridRequest { RequestId = NewId(), Grid = new V1.Grid { Code = grid.Code, HouseholdCount = 77, Etag = grid.Etag }, UpdateMask = Mask("household_count") };

        Assert.Equal(await clerk.Grids.UpdateGridAsync(update), await clerk.Grids.UpdateGridAsync(update));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await WrongFields(() => app.Town().Grids.UpdateGridAsync(new()), "grid.code", "update_mask");
        await WrongFields(() => app.Town().Grids.UpdateGridAsync(new()
        {
            Grid = new V1.Grid { Code = "1", Kind = (GridKind)9, HouseholdCount = 5_001, BuildingCount = -1 },
            UpdateMask = Mask("name", "kind", "household_count", "building_count", "code"),
        }), "grid.code", "update_mask", "grid.name", "grid.kind", "grid.household_count", "grid.building_count");
        await WrongFields(() => app.Town().Grids.RetireGridAsync(new() { Code = "1", Reason = " " }), "code", "reason");
        await WrongFields(() => app.Town().Grids.GetGridAsync(new() { Code = SmallMap.Community }), "code");
        await WrongFields(() => app.Town().Grids.ListGridsAsync(new() { DivisionCode = "x", PageSize = -1 }), "division_code", "page_size");
    }

    [Fact]
    public async Task A_retired_grid_is_read_but_not_changed_and_its_worker_is_free()
    {
        var (grid, worker) = (await app.NewGrid(), await app.NewWorker());
        var clerk = app.Town();
        await clerk.Workers.AssignWorkerAsync(new() { GridCode = grid.Code, WorkerId = worker.Id, Reason = "新设网格" });

        var retired = await clerk.Grids.RetireGridAsync(new() { Code = grid.Code, Reason = "并入第一网格" });

        Assert.Equal(app.Clock.GetUtcNow(), retired.RetireTime.ToDateTimeOffset());
        Assert.Empty(retired.ResponsibleWorkerId);
        Assert.Equal(retired, await clerk.Grids.GetGridAsync(new() { Code = grid.Code }));
        Assert.NotNull(Assert.Single((await clerk.Workers.ListAssignmentsAsync(new() { GridCode = grid.Code })).Assignments).EndTime);
        Assert.Contains(await app.Events("WorkerAssigned"), e => e.Contains(grid.Code, StringComparison.Ordinal) && e.Contains($"\"previousWorkerId\":\"{worker.Id}\"", StringComparison.Ordinal) && !e.Contains("\"workerId\"", StringComparison.Ordinal));
        await clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "退休" });
        await Refused(StatusCode.FailedPrecondition, "GRID_RETIRED", () => clerk.Grids.RetireGridAsync(new() { Code = grid.Code, Reason = "再次" }));
        await Refused(StatusCode.FailedPrecondition, "GRID_RETIRED", () => clerk.Grids.UpdateGridAsync(new() { Grid = new V1.Grid { Code = grid.Code, Name = "新名" }, UpdateMask = Mask("name") }));
        var other = await app.NewWorker();
        await Refused(StatusCode.FailedPrecondition, "GRID_RETIRED", () => clerk.Workers.AssignWorkerAsync(new() { GridCode = grid.Code, WorkerId = other.Id, Reason = "派" }));
    }

    [Fact]
    public async Task Twenty_at_once_with_one_etag_change_it_once()
    {
        var grid = await app.NewGrid();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            try
            {
                await app.Town().Grids.UpdateGridAsync(new() { Grid = new V1.Grid { Code = grid.Code, HouseholdCount = n, Etag = grid.Etag }, UpdateMask = Mask("household_count") });
                return "done";
            }
            catch (RpcException e)
            {
                return Read(e).Reason;
            }
        }));

        Assert.Single(outcomes, "done");
        Assert.Equal(19, outcomes.Count(o => o == "ETAG_MISMATCH"));
    }

    [Fact]
    public async Task Lists_filter_and_page_across_changes()
    {
        const string Community = "510105002002";
        var centre = app.As("county-centre", "510105");
        var grids = new List<V1.Grid>();
        for (var i = 0; i < 7; i++) grids.Add(await app.NewGrid(Community));
        var worker = await app.NewWorker(Community);
        await centre.Workers.AssignWorkerAsync(new() { GridCode = grids[1].Code, WorkerId = worker.Id, Reason = "新设网格" });

        var first = await centre.Grids.ListGridsAsync(new() { DivisionCode = Community, PageSize = 3 });
        Assert.Equal(grids.Take(3).Select(g => g.Code), first.Grids.Select(g => g.Code));
        Assert.Equal(worker.Id, first.Grids[1].ResponsibleWorkerId);
        // A row that vanishes behind the reader and one that appears before it neither repeat nor hide another.
        await centre.Grids.RetireGridAsync(new() { Code = grids[2].Code, Reason = "并入" });
        await centre.Grids.RetireGridAsync(new() { Code = grids[4].Code, Reason = "并入" });
        var rest = await centre.Grids.ListGridsAsync(new() { DivisionCode = Community, PageSize = 3, PageToken = first.NextPageToken });
        Assert.Equal(new[] { grids[3], grids[5], grids[6] }.Select(g => g.Code), rest.Grids.Select(g => g.Code));
        Assert.Empty(rest.NextPageToken);

        Assert.Equal(5, (await centre.Grids.ListGridsAsync(new() { DivisionCode = "510105002" })).Grids.Count);
        Assert.Equal(7, (await centre.Grids.ListGridsAsync(new() { ShowRetired = true })).Grids.Count);
        Assert.Equal(4, (await centre.Grids.ListGridsAsync(new() { UnassignedOnly = true })).Grids.Count);
        Assert.Empty((await centre.Grids.ListGridsAsync(new() { DivisionCode = "510104" })).Grids);
        Assert.Single((await centre.Grids.ListGridsAsync(new() { DivisionCode = grids[0].Code })).Grids);
        await WrongFields(() => centre.Grids.ListGridsAsync(new() { ShowRetired = true, PageToken = first.NextPageToken }), "page_token");
    }

    private static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };
}
