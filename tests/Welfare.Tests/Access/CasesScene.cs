using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class CasesScene
{
    public static readonly string[] ForEverybody = ["ListCaseLimits"], OfMore = ["SetCaseLimit"];

    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        const string reason = "依工作需要办理";
        var (referred, screened, open, service, closed, shared) = (await app.Referred(), await app.Screened(), await app.Opened(), await app.InService(), await app.Close(await app.Opened()), await app.Opened(await Consented(app)));
        var (offered, moving, closing) = (await app.Opened(await Consented(app)), await app.Opened(await Consented(app)), await app.InService());
        var supervisor = app.Supervisor();
        var writer = app.As("welfare-supervisor", "510104", subject: "writer");
        await writer.Cases.SubmitPlanAsync(app.Plan(closing));
        await writer.Cases.ProposeClosureAsync(new() { RequestId = NewId(), Id = closing.Id, Outcome = CaseOutcome.GoalsMet, Message = "服务已经完成" });
        await app.Enlist("somebody");
        var leaves = new Queue<string>();
        for (var i = 0; i < 4; i++) leaves.Enqueue((await supervisor.CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = NewId(), DivisionCode = Scene.Town, Role = "welfare-worker" })).Id);
        var task = await supervisor.CaseTasks.GiveTaskAsync(new() { RequestId = NewId(), CaseId = service.Id, What = "联系家属", Worker = "somebody", DueDate = app.Day(3) });
        async Task<string> Offer() => (await supervisor.CaseReferrals.OfferReferralAsync(new() { RequestId = NewId(), CaseId = (await app.Opened(await Consented(app))).Id, Unit = Scene.Unit, Reason = reason, Shared = { SharedClass.Identity } })).Id;
        var (one, two, three) = (await Offer(), await Offer(), await Offer());
        await app.As("unit-clerk", "510104", Scene.Unit).CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = three });
        async Task<string> Move(Case found) => (await supervisor.CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = "510104017002", Reason = reason })).Id;
        var (transfer, transfer2, transfer3) = (await Move(moving), await Move(await app.Opened(await Consented(app))), await Move(await app.Opened(await Consented(app))));
        scene.Marks.AddRange([referred.Id, screened.Id, open.Id, service.Id, closed.Id, task.Id, one, two, three, transfer, transfer2, referred.PersonId]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(state) from cases", "select count(*) from case_notes", "select count(*) || '/' || sum(state) from case_plans", "select count(*) || '/' || sum(state) from case_tasks",
            "select count(*) || '/' || count(retired_at) from case_workers", "select sum(version) || '/' || count(*) || '/' || sum(state) from case_referrals", "select sum(version) || '/' || count(*) || '/' || sum(state) from case_transfers", "select count(*) from case_limits"]);

        var r = scene.Requests;
        var since = 1;
        r["ReferCase"] = () => new ReferCaseRequest { DivisionCode = SmallMap.Community, Summary = "需要帮扶" };
        r["GetCase"] = () => new GetCaseRequest { Id = service.Id, Purpose = ReadPurpose.Case };
        r["ListCases"] = () => new ListCasesRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
        r["ScreenCase"] = () => new ScreenCaseRequest { Id = referred.Id, Findings = "情况属实" };
        r["OpenCase"] = () => new OpenCaseRequest { Id = screened.Id, Worker = "somebody" };
        r["AssignCase"] = () => new AssignCaseRequest { Id = service.Id, Worker = "somebody" };
        r["SubmitPlan"] = () => app.Plan(open);
        r["DecidePlan"] = () => new DecidePlanRequest { Id = closing.Id, Approve = true };
        r["StartCase"] = () => new StartCaseRequest { Id = open.Id };
        r["RecordResult"] = () => new RecordResultRequest { Id = service.Id, ActionNumber = 1, Result = "已完成" };
        r["ReviewCase"] = () => new ReviewCaseRequest { Id = service.Id, Findings = "好转" };
        r["ContinueCase"] = () => new ContinueCaseRequest { Id = service.Id };
        r["ProposeClosure"] = () => new ProposeClosureRequest { Id = service.Id, Outcome = CaseOutcome.GoalsMet, Message = "服务已经完成" };
        r["DecideClosure"] = () => new DecideClosureRequest { Id = closing.Id, Reason = reason };
        r["ReopenCase"] = () => new ReopenCaseRequest { Id = closed.Id, Reason = reason };
        r["SetCaseFlags"] = () => new SetCaseFlagsRequest { Id = service.Id, Flags = { CaseFlag.Urgent } };
        r["AddCaseNote"] = () => new AddCaseNoteRequest { CaseId = service.Id, Text = "电话联系" };
        r["ListCaseNotes"] = () => new ListCaseNotesRequest { CaseId = service.Id, Purpose = ReadPurpose.Case };
        r["ListCaseSteps"] = () => new ListCaseStepsRequest { Id = service.Id, Purpose = ReadPurpose.Case };
        r["SetCaseLimit"] = () => new SetCaseLimitRequest { Limit = new() { Kind = CaseLimitKind.Plan, Amount = 10, Unit = CaseLimitUnit.WorkingDay, SinceDate = app.Day(since++) } };
        r["EnlistWorker"] = () => new EnlistWorkerRequest { Subject = NewId(), DivisionCode = Scene.Town, Role = "welfare-worker" };
        r["RetireWorker"] = () =>
        {
            leaves.Enqueue(leaves.Dequeue());
            return new RetireWorkerRequest { Id = leaves.Last() };
        };
        r["ListWorkers"] = () => new ListWorkersRequest { PageSize = 500 };
        r["GiveTask"] = () => new GiveTaskRequest { CaseId = service.Id, What = "联系社区", Worker = "somebody", DueDate = app.Day(3) };
        r["FinishTask"] = () => new FinishTaskRequest { Id = task.Id, Result = "已联系" };
        r["ListTasks"] = () => new ListTasksRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
        r["OfferReferral"] = () => new OfferReferralRequest { CaseId = shared.Id, Unit = "510104-32", Reason = reason, Shared = { SharedClass.Identity } };
        r["RevokeReferral"] = () => new RevokeReferralRequest { Id = one };
        r["AcceptReferral"] = () => new AcceptReferralRequest { Id = two };
        r["RejectReferral"] = () => new RejectReferralRequest { Id = one, Reason = reason };
        r["ListReferrals"] = () => new ListReferralsRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
        r["GetSharedView"] = () => new GetSharedViewRequest { Id = three, Purpose = ReadPurpose.Service };
        r["OfferTransfer"] = () => new OfferTransferRequest { CaseId = offered.Id, ToDivisionCode = SmallMap.NextCounty, Reason = reason };
        r["RevokeTransfer"] = () => new RevokeTransferRequest { Id = transfer };
        r["AcceptTransfer"] = () => new AcceptTransferRequest { Id = transfer2 };
        r["RejectTransfer"] = () => new RejectTransferRequest { Id = transfer3, Reason = reason };
        r["ListTransfers"] = () => new ListTransfersRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
    }

    private static async Task<Person> Consented(WelfareApp app)
    {
        var person = await app.New();
        await app.Consents(person, ConsentPurpose.Sharing);
        return person;
    }
}
