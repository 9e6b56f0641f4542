using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Cases;

/// <summary>Cases in the state that a test begins with.</summary>
internal static class CaseLife
{
    public const string Reader = "reader", Boss = "boss";

    /// <summary>A worker who is enlisted in the county; each call another subject, unless one is given.</summary>
    public static async Task<string> Enlist(this WelfareApp app, string subject, string area = "510104", string role = "welfare-worker")
    {
        try
        {
            await app.Supervisor(area[..Math.Min(6, area.Length)]).CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = subject, DivisionCode = area, Role = role });
        }
        catch (Grpc.Core.RpcException e) when (e.StatusCode == Grpc.Core.StatusCode.AlreadyExists)
        {
            // By a test before.
        }
        return subject;
    }

    public static async Task<Case> Referred(this WelfareApp app, Person? person = null, string home = SmallMap.Community)
    {
        person ??= await app.New(home: home);
        return await app.Worker(person.DivisionCode[..9]).Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = person.Id, Summary = "独居，近期跌倒一次" });
    }

    public static async Task<Case> Screened(this WelfareApp app, Person? person = null, string home = SmallMap.Community)
    {
        var found = await app.Referred(person, home);
        return await app.Worker(found.DivisionCode[..9]).Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Findings = "情况属实" });
    }

    public static async Task<Case> Opened(this WelfareApp app, Person? person = null, string home = SmallMap.Community)
    {
        var found = await app.Screened(person, home);
        await app.Enlist(Reader, home[..6]);
        return await app.Worker(found.DivisionCode[..9]).Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Worker = Reader });
    }

    public static SubmitPlanRequest Plan(this WelfareApp app, Case found) => new()
    {
        RequestId = NewId(), Id = found.Id, Goals = "居家安全", Actions = { new PlanAction { What = "安装扶手", Who = "社区", ByDate = app.Day(20) }, new PlanAction { What = "每周探访", Who = "社工", ByDate = app.Day(60) } },
    };

    public static async Task<Case> Planned(this WelfareApp app, Person? person = null, string home = SmallMap.Community)
    {
        var found = await app.Opened(person, home);
        await app.Worker(found.DivisionCode[..9]).Cases.SubmitPlanAsync(app.Plan(found));
        return await app.Supervisor(found.DivisionCode[..6]).Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true });
    }

    public static async Task<Case> InService(this WelfareApp app, Person? person = null, string home = SmallMap.Community)
    {
        var found = await app.Planned(person, home);
        return await app.Worker(found.DivisionCode[..9]).Cases.StartCaseAsync(new() { RequestId = NewId(), Id = found.Id });
    }

    public static async Task<Case> Close(this WelfareApp app, Case found, string message = "已上门核实并安装扶手，服务完成")
    {
        await app.Worker(found.DivisionCode[..9]).Cases.ProposeClosureAsync(new() { RequestId = NewId(), Id = found.Id, Outcome = CaseOutcome.GoalsMet, Message = message });
        return await app.Supervisor(found.DivisionCode[..6]).Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true });
    }
}
