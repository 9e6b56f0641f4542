using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

/// <summary>A case has no worker, and no task lies with one, who may not open it.</summary>
public sealed class LosingAWorker(WelfareApp app) : IClassFixture<WelfareApp>
{
    private async Task<string> Enlisted(string subject, string area) =>
        (await app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = subject, DivisionCode = area, Role = "welfare-worker" })).Id;

    private async Task Retire(string id) => await app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = id });

    private async Task<Case> OpenedBy(string worker)
    {
        var found = await app.Screened();
        return await app.Worker().Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Worker = worker });
    }

    private async Task<CaseTask> Give(Case found, string worker) =>
        await app.Worker().CaseTasks.GiveTaskAsync(new() { RequestId = NewId(), CaseId = found.Id, What = "联系家属", Worker = worker, DueDate = app.Day(3) });

    private async Task Move(Case found) =>
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = found.PersonId, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });

    private async Task<Case> Look(Case found) => await app.Supervisor().Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Supervision });

    [Fact]
    public async Task Who_is_not_enlisted_where_the_person_moves_has_nothing_to_do_there_and_may_retire()
    {
        var (near, _) = (await Enlisted("near", SmallMap.Community[..9]), await Enlisted("both", "510104"));
        await app.Enlist("director", SmallMap.OtherTown, "child-director");
        var (theirs, others) = (await OpenedBy("near"), await OpenedBy("both"));
        var (dropped, kept) = (await Give(others, "near"), await Give(others, "both"));
        await Refused(StatusCode.FailedPrecondition, "WORKER_IS_BUSY", () => Retire(near));
        await Move(theirs);
        await Move(others);
        Assert.Equal((SmallMap.OtherTown, ""), (await Look(theirs) is var a ? (a.DivisionCode, a.Worker) : default));
        Assert.Equal((SmallMap.OtherTown, "both"), (await Look(others) is var b ? (b.DivisionCode, b.Worker) : default));
        var tasks = (await app.Supervisor().CaseTasks.ListTasksAsync(new() { CaseId = others.Id, Purpose = ReadPurpose.Case })).Tasks.ToDictionary(t => t.Id, t => t.State);
        Assert.Equal((CaseTaskState.Dropped, CaseTaskState.Given), (tasks[dropped.Id], tasks[kept.Id]));
        await Retire(near);
        await app.Supervisor().Cases.AssignCaseAsync(new() { RequestId = NewId(), Id = theirs.Id, Worker = "both" });
        Assert.Equal("both", (await Look(theirs)).Worker);
    }

    [Fact]
    public async Task Who_has_retired_while_it_was_closed_is_not_responsible_again_when_it_is_reopened()
    {
        var leaves = await Enlisted("leaves", "510104");
        await Enlisted("stays", "510104");
        var (theirs, others) = (await OpenedBy("leaves"), await OpenedBy("stays"));
        await app.Close(theirs);
        await app.Close(others);
        await Retire(leaves);
        async Task<string> Reopened(Case found) => (await app.Supervisor().Cases.ReopenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Reason = "再次跌倒" })).Worker;
        Assert.Equal(("", "stays"), (await Reopened(theirs), await Reopened(others)));
    }

    [Fact]
    public async Task Who_retires_while_the_person_moves_to_where_they_are_enlisted_leaves_nothing_behind()
    {
        for (var round = 0; round < 6; round++)
        {
            var subject = $"goes-{round}";
            var (here, there) = (await Enlisted(subject, SmallMap.Community[..9]), await Enlisted(subject, SmallMap.OtherTown[..9]));
            var found = await OpenedBy(subject);
            await Give(found, subject);
            await Task.WhenAll(Move(found), Tried(() => Retire(there)));
            await Tried(() => Retire(here));
            // Either they may open it where it is now, or it is not theirs any more.
            Assert.Equal(0, await app.Query<long>("""
                select count(*) from (select worker, area from cases where worker = $1 and state <> 7 union all select worker, area from case_tasks where worker = $1 and state = 1) x
                where not exists (select from case_workers w where w.subject = x.worker and w.retired_at is null and starts_with(x.area, w.area))
                """, subject));
        }

        static async Task Tried(Func<Task> act)
        {
            try { await act(); }
            catch (RpcException e) { Assert.Contains(Read(e).Reason, new[] { "WORKER_IS_BUSY", "ETAG_MISMATCH" }); }
        }
    }
}
