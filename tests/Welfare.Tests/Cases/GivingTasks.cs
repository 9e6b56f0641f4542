using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

public sealed class GivingTasks(WelfareApp app) : IClassFixture<WelfareApp>
{
    private GiveTaskRequest Give(Case found, string worker) => new() { RequestId = NewId(), CaseId = found.Id, What = "联系家属", Worker = worker, DueDate = app.Day(3) };

    [Fact]
    public async Task Only_who_may_open_the_case_can_be_given_one()
    {
        var found = await app.Opened();
        await app.Enlist("near", SmallMap.Community[..9]);
        await app.Enlist("far", SmallMap.OtherTown[..9]);
        await app.Enlist("director", SmallMap.Community, "child-director");
        foreach (var other in new[] { "far", "director", "nobody" })
        {
            await Refused(StatusCode.FailedPrecondition, "WORKER_MAY_NOT_OPEN", () => app.Worker().CaseTasks.GiveTaskAsync(Give(found, other)));
            await Refused(StatusCode.FailedPrecondition, "WORKER_MAY_NOT_OPEN", () => app.Supervisor().Cases.AssignCaseAsync(new() { RequestId = NewId(), Id = found.Id, Worker = other }));
        }
        await WrongFields(() => app.Worker().CaseTasks.GiveTaskAsync(new() { CaseId = "x", DueDate = app.Day(-1) }), "case_id", "what", "worker", "due_date");
        var task = await app.Worker().CaseTasks.GiveTaskAsync(Give(found, "near"));
        Assert.Equal([task.Id], (await app.Worker(subject: "near").CaseTasks.ListTasksAsync(new() { Worker = "near", State = CaseTaskState.Given, Purpose = ReadPurpose.Case })).Tasks.Select(t => t.Id));
        await Refused(StatusCode.PermissionDenied, "TASK_NOT_YOURS", () => app.Worker(subject: "other").CaseTasks.FinishTaskAsync(new() { RequestId = NewId(), Id = task.Id, Result = "已联系" }));
        var done = await app.Worker(subject: "near").CaseTasks.FinishTaskAsync(new() { RequestId = NewId(), Id = task.Id, Result = "已联系" });
        Assert.Equal((CaseTaskState.Done, "已联系", "联系家属"), (done.State, done.Result, done.What));
        Assert.DoesNotContain("联系", await app.AtRest("case_tasks"), StringComparison.Ordinal);
        await Refused(StatusCode.FailedPrecondition, "TASK_ENDED", () => app.Supervisor().CaseTasks.FinishTaskAsync(new() { RequestId = NewId(), Id = task.Id, Result = "已联系" }));
    }

    [Fact]
    public async Task Who_has_something_to_do_does_not_retire_and_whoever_retires_is_given_nothing()
    {
        var found = await app.Opened();
        var enlisted = await app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "leaves", DivisionCode = "510104", Role = "welfare-worker" });
        await Refused(StatusCode.AlreadyExists, "WORKER_ENLISTED", () => app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "leaves", DivisionCode = "510104", Role = "welfare-worker" }));
        await WrongFields(() => app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { Subject = "leaves", DivisionCode = "510104", Role = "welfare-magician" }), "role");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "leaves", DivisionCode = "510105", Role = "welfare-worker" }));
        var task = await app.Worker().CaseTasks.GiveTaskAsync(Give(found, "leaves"));
        await Refused(StatusCode.FailedPrecondition, "WORKER_IS_BUSY", () => app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = enlisted.Id }));
        await app.Worker(subject: "leaves").CaseTasks.FinishTaskAsync(new() { RequestId = NewId(), Id = task.Id, Result = "已办" });
        // At once: either the task is given and the worker stays, or the other way round.
        var outcomes = await Task.WhenAll(Outcome(() => app.Worker().CaseTasks.GiveTaskAsync(Give(found, "leaves"))), Outcome(() => app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = enlisted.Id })));
        Assert.True(outcomes is ["OK", "WORKER_IS_BUSY"] or ["WORKER_MAY_NOT_OPEN", "OK"], string.Join(", ", outcomes));
    }

    [Fact]
    public async Task They_end_with_the_case()
    {
        var found = await app.Opened();
        var task = await app.Worker().CaseTasks.GiveTaskAsync(Give(found, CaseLife.Reader));
        await app.Close(found);
        Assert.Equal(CaseTaskState.Dropped, Assert.Single((await app.Worker().CaseTasks.ListTasksAsync(new() { CaseId = found.Id, Purpose = ReadPurpose.Case })).Tasks).State);
        await Refused(StatusCode.FailedPrecondition, "TASK_ENDED", () => app.Worker(subject: CaseLife.Reader).CaseTasks.FinishTaskAsync(new() { RequestId = NewId(), Id = task.Id, Result = "已办" }));
        await Refused(StatusCode.FailedPrecondition, "CASE_NOT_THERE", () => app.Worker().CaseTasks.GiveTaskAsync(Give(found, CaseLife.Reader)));
    }

    private static async Task<string> Outcome<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return "OK";
        }
        catch (RpcException e)
        {
            return Outcomes.Read(e).Reason;
        }
    }
}
