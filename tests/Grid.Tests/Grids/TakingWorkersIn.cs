using System.Text;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Grids;

public sealed class TakingWorkersIn(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task Who_manages_workers_reads_the_name_and_nobody_reads_the_phone()
    {
        var request = GridSteps.WorkerToEnter(phone: "13912345678");
        var worker = await app.Town().Workers.EnterWorkerAsync(request);

        Assert.Equal(("李小明", "139****5678", "lixiaoming", WorkerEmployment.FullTime), (worker.Name, worker.PhoneMasked, worker.Subject, worker.Employment));
        Assert.Equal(request.Duties, worker.Duties);
        Assert.Equal(app.Clock.GetUtcNow(), worker.EnterTime.ToDateTimeOffset());
        Assert.Equal(worker, await app.Town().Workers.GetWorkerAsync(new() { Id = worker.Id }));
        var seen = await app.As("city-centre", "5101").Workers.GetWorkerAsync(new() { Id = worker.Id });
        Assert.Equal(("李**", "139****5678"), (seen.Name, seen.PhoneMasked));
    }

    [Fact]
    public async Task Name_and_phone_lie_encrypted_in_every_table()
    {
        var request = GridSteps.WorkerToEnter(name: "欧阳不见", phone: "13998765432");
        var worker = await app.Town().Workers.EnterWorkerAsync(request);

        var row = await app.Query<string>("select encode(name || phone || phone_hash, 'escape') from workers where id = $1", Guid.Parse(worker.Id));
        Assert.DoesNotContain("13998765432", row, StringComparison.Ordinal);
        Assert.DoesNotContain("欧阳不见", Encoding.UTF8.GetString(await app.Query<byte[]>("select name from workers where id = $1", Guid.Parse(worker.Id))), StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from events where payload::text like '%13998765432%' or payload::text like '%欧阳%'"));
        // The kept answer of a request_id holds only what the caller was shown.
        Assert.Equal(0, await app.Query<long>("select count(*) from requests where position(convert_to('13998765432', 'UTF8') in reply) > 0"));
    }

    [Fact]
    public async Task A_phone_serves_once_in_a_community()
    {
        var clerk = app.As("county-centre", "510104");
        var request = GridSteps.WorkerToEnter(phone: GridSteps.NewPhone());
        var worker = await clerk.Workers.EnterWorkerAsync(request);
        request.RequestId = "";
        await Refused(StatusCode.AlreadyExists, "WORKER_ALREADY_SERVES", () => clerk.Workers.EnterWorkerAsync(request));

        request.CommunityCode = SmallMap.OtherTown;
        await clerk.Workers.EnterWorkerAsync(request);
        request.CommunityCode = SmallMap.Community;
        await clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "调离" });
        await clerk.Workers.EnterWorkerAsync(request);
    }

    [Fact]
    public async Task Twenty_at_once_with_one_phone_take_in_one()
    {
        var phone = GridSteps.NewPhone();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await app.Town().Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(phone: phone));
                return "done";
            }
            catch (RpcException e)
            {
                return Read(e).Reason;
            }
        }));

        Assert.Single(outcomes, "done");
        Assert.Equal(19, outcomes.Count(o => o == "WORKER_ALREADY_SERVES"));
    }

    [Fact]
    public async Task The_same_request_takes_in_once()
    {
        var clerk = app.Town();
        var request = GridSteps.WorkerToEnter();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clerk.Workers.EnterWorkerAsync(request).ResponseAsync));

        Assert.All(replies, r => Assert.Equal(replies[0], r));
        request.Name = "李大明";
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => clerk.Workers.EnterWorkerAsync(request));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var wrong = new EnterWorkerRequest { CommunityCode = "5101", Name = "李", Phone = "23812345678", Subject = new string('x', 101), Employment = (WorkerEmployment)7 };
        wrong.Duties.AddRange(Enumerable.Repeat("巡查", 30));
        wrong.Duties.Add("");
        await WrongFields(() => app.Town().Workers.EnterWorkerAsync(wrong), "community_code", "name", "phone", "subject", "employment", "duties", "duties[30]");
        await WrongFields(() => app.Town().Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(phone: "1381234567８")), "phone");
        await WrongFields(() => app.Town().Workers.GetWorkerAsync(new() { Id = "x" }), "id");
        await WrongFields(() => app.Town().Workers.ExitWorkerAsync(new()), "id", "reason");
        await WrongFields(() => app.Town().Workers.ListWorkersAsync(new() { DivisionCode = "x", PageSize = -1 }), "division_code", "page_size");
        await WrongFields(() => app.Town().Workers.ListAssignmentsAsync(new() { GridCode = "x", PageSize = -1 }), "grid_code", "page_size");
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Town().Workers.EnterWorkerAsync(GridSteps.WorkerToEnter("510104017099")));
    }

    [Fact]
    public async Task Leaving_needs_a_hand_over_first()
    {
        var (grid, worker, successor) = (await app.NewGrid(), await app.NewWorker(), await app.NewWorker());
        var clerk = app.Town();
        await clerk.Workers.AssignWorkerAsync(new() { GridCode = grid.Code, WorkerId = worker.Id, Reason = "新设" });
        await Refused(StatusCode.FailedPrecondition, "WORKER_HAS_GRIDS", () => clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "退休" }));

        await clerk.Workers.AssignWorkerAsync(new() { GridCode = grid.Code, WorkerId = successor.Id, Reason = "退休移交" });
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "退休", Etag = "\"99\"" }));
        var gone = await clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "退休", Etag = worker.Etag });

        Assert.Equal(("退休", app.Clock.GetUtcNow()), (gone.ExitReason, gone.ExitTime.ToDateTimeOffset()));
        await Refused(StatusCode.FailedPrecondition, "WORKER_HAS_LEFT", () => clerk.Workers.ExitWorkerAsync(new() { Id = worker.Id, Reason = "退休" }));
        await Refused(StatusCode.NotFound, "WORKER_NOT_FOUND", () => clerk.Workers.ExitWorkerAsync(new() { Id = NewId(), Reason = "退休" }));
    }

    [Fact]
    public async Task Lists_give_the_latest_entry_first_in_pages_across_changes()
    {
        const string Community = "510105002002";
        var centre = app.As("county-centre", "510105");
        var workers = new List<Worker>();
        for (var i = 0; i < 6; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            workers.Add(await app.NewWorker(Community));
        }
        await centre.Workers.ExitWorkerAsync(new() { Id = workers[0].Id, Reason = "调离" });

        var first = await centre.Workers.ListWorkersAsync(new() { DivisionCode = "510105002", PageSize = 3 });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.NewWorker(Community);
        var rest = await centre.Workers.ListWorkersAsync(new() { DivisionCode = "510105002", PageSize = 3, PageToken = first.NextPageToken });

        Assert.Equal([workers[5].Id, workers[4].Id, workers[3].Id], first.Workers.Select(w => w.Id));
        Assert.Equal([workers[2].Id, workers[1].Id], rest.Workers.Select(w => w.Id));
        Assert.Equal(7, (await centre.Workers.ListWorkersAsync(new() { ShowLeft = true })).Workers.Count);
        Assert.Empty((await centre.Workers.ListWorkersAsync(new() { DivisionCode = "510104" })).Workers);
        Assert.All((await app.As("city-centre", "5101").Workers.ListWorkersAsync(new() { DivisionCode = "510105" })).Workers, w => Assert.Equal("李**", w.Name));
    }
}
