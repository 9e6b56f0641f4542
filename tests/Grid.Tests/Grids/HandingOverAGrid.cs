using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Grids;

public sealed class HandingOverAGrid(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task The_successor_begins_when_the_predecessor_ends()
    {
        var (grid, first, second) = (await app.NewGrid(), await app.NewWorker(), await app.NewWorker());
        var clerk = app.Town();
        var given = await clerk.Workers.AssignWorkerAsync(Assign(grid, first, "新设网格"));
        app.Clock.Advance(TimeSpan.FromHours(3));
        var taken = await clerk.Workers.AssignWorkerAsync(Assign(grid, second, "前任调岗"));

        Assert.Equal((grid.Code, first.Id, "新设网格"), (given.GridCode, given.WorkerId, given.Reason));
        Assert.Null(given.EndTime);
        var history = (await clerk.Workers.ListAssignmentsAsync(new() { GridCode = grid.Code })).Assignments;
        Assert.Equal([second.Id, first.Id], history.Select(a => a.WorkerId));
        Assert.Equal(taken, history[0]);
        Assert.Equal(history[0].StartTime, history[1].EndTime);
        Assert.Equal(second.Id, (await clerk.Grids.GetGridAsync(new() { Code = grid.Code })).ResponsibleWorkerId);
        var events = (await app.Events("WorkerAssigned")).Where(e => e.Contains(grid.Code, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, events.Count);
        Assert.Contains($"\"workerId\":\"{second.Id}\",\"previousWorkerId\":\"{first.Id}\"", events[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Naming_who_already_is_responsible_changes_nothing()
    {
        var (grid, worker) = (await app.NewGrid(), await app.NewWorker());
        var first = await app.Town().Workers.AssignWorkerAsync(Assign(grid, worker));
        var again = await app.Town().Workers.AssignWorkerAsync(Assign(grid, worker, "再说一遍"));

        Assert.Equal(first, again);
        Assert.Single(await app.Events("WorkerAssigned"), e => e.Contains(grid.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fifty_at_once_leave_one_responsible_and_a_history_without_overlap()
    {
        var grid = await app.NewGrid();
        var workers = new List<Worker>();
        for (var i = 0; i < 10; i++) workers.Add(await app.NewWorker());
        var clerk = app.Town();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            try
            {
                await clerk.Workers.AssignWorkerAsync(Assign(grid, workers[n % 10], $"第 {n} 次"));
                return "done";
            }
            catch (RpcException e)
            {
                return Read(e).Reason;
            }
        }));

        Assert.All(outcomes, o => Assert.True(o is "done" or "ETAG_MISMATCH", o));
        Assert.Contains("done", outcomes);
        var history = (await clerk.Workers.ListAssignmentsAsync(new() { GridCode = grid.Code, PageSize = 500 })).Assignments;
        Assert.Null(history[0].EndTime);
        Assert.Equal(history[0].WorkerId, (await clerk.Grids.GetGridAsync(new() { Code = grid.Code })).ResponsibleWorkerId);
        for (var i = 1; i < history.Count; i++)
        {
            Assert.Equal(history[i - 1].StartTime, history[i].EndTime);
            Assert.True(history[i].StartTime < history[i].EndTime);
        }
        Assert.Equal(history.Count, (await app.Events("WorkerAssigned")).Count(e => e.Contains(grid.Code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_request_hands_over_once()
    {
        var (grid, worker) = (await app.NewGrid(), await app.NewWorker());
        var clerk = app.Town();
        var request = Assign(grid, worker);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clerk.Workers.AssignWorkerAsync(request).ResponseAsync));

        Assert.All(replies, r => Assert.Equal(replies[0], r));
        Assert.Equal(1, await app.Query<long>("select count(*) from assignments where area = $1", grid.Code));
        request.Reason = "换个理由";
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => clerk.Workers.AssignWorkerAsync(request));
    }

    [Fact]
    public async Task Only_a_serving_worker_of_the_same_community_can_be_responsible()
    {
        var grid = await app.NewGrid();
        var centre = app.As("county-centre", "510104");
        var elsewhere = await app.NewWorker(SmallMap.OtherTown);
        await Refused(StatusCode.FailedPrecondition, "WORKER_OF_ANOTHER_COMMUNITY", () => centre.Workers.AssignWorkerAsync(Assign(grid, elsewhere)));

        var gone = await app.NewWorker();
        await centre.Workers.ExitWorkerAsync(new() { Id = gone.Id, Reason = "调离" });
        await Refused(StatusCode.FailedPrecondition, "WORKER_HAS_LEFT", () => centre.Workers.AssignWorkerAsync(Assign(grid, gone)));

        await Refused(StatusCode.NotFound, "WORKER_NOT_FOUND", () => centre.Workers.AssignWorkerAsync(Assign(grid, new Worker { Id = NewId() })));
        await Refused(StatusCode.NotFound, "GRID_NOT_FOUND", () => centre.Workers.AssignWorkerAsync(Assign(new V1.Grid { Code = SmallMap.Community + "999" }, elsewhere)));
        await Refused(StatusCode.NotFound, "GRID_NOT_FOUND", () => centre.Workers.ListAssignmentsAsync(new() { GridCode = SmallMap.Community + "999" }));
        await WrongFields(() => centre.Workers.AssignWorkerAsync(new()), "grid_code", "worker_id", "reason");
    }

    [Fact]
    public async Task Leaving_and_being_given_a_grid_at_once_never_both_succeed()
    {
        var clerk = app.Town();
        for (var round = 0; round < 10; round++)
        {
            var (grid, worker) = (await app.NewGrid(), await app.NewWorker());
            var given = Outcome(clerk.Workers.AssignWorkerAsync(Assign(grid, worker)).ResponseAsync);
            var left = Outcome(clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "离职" }).ResponseAsync);

            Assert.Contains((await given, await left), new[] { ("done", "WORKER_HAS_GRIDS"), ("WORKER_HAS_LEFT", "done") });
        }
    }

    [Fact]
    public async Task The_database_itself_allows_one_open_assignment()
    {
        var (grid, worker, other) = (await app.NewGrid(), await app.NewWorker(), await app.NewWorker());
        await app.Town().Workers.AssignWorkerAsync(Assign(grid, worker));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<int>(
            "insert into assignments (grid_id, area, worker_id, start_at, reason) select id, area, $2, now(), 'x' from grids where area = $1 returning 1", grid.Code, Guid.Parse(other.Id)));
        Assert.Equal("ux_assignments_open", refused.ConstraintName);
    }

    [Fact]
    public async Task A_long_history_comes_in_pages_the_latest_first()
    {
        var (grid, one, two) = (await app.NewGrid(), await app.NewWorker(), await app.NewWorker());
        var clerk = app.Town();
        // The clock stands still: starts are unique all the same.
        for (var i = 0; i < 9; i++) await clerk.Workers.AssignWorkerAsync(Assign(grid, i % 2 == 0 ? one : two, $"第 {i} 次"));

        var reasons = new List<string>();
        var request = new ListAssignmentsRequest { GridCode = grid.Code, PageSize = 4 };
        do
        {
            var page = await clerk.Workers.ListAssignmentsAsync(request);
            reasons.AddRange(page.Assignments.Select(a => a.Reason));
            if (request.PageToken.Length == 0) await clerk.Workers.AssignWorkerAsync(Assign(grid, two, "翻页时又移交"));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(n => $"第 {n} 次"), reasons);
    }

    private static AssignWorkerRequest Assign(V1.Grid grid, Worker worker, string reason = "移交") =>
        new() { RequestId = NewId(), GridCode = grid.Code, WorkerId = worker.Id, Reason = reason };

    private static async Task<string> Outcome<T>(Task<T> call)
    {
        try
        {
            await call;
            return "done";
        }
        catch (RpcException e)
        {
            return Read(e).Reason;
        }
    }
}
