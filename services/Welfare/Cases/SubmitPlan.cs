using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class SubmitPlan(WelfareDb db, CaseDesk desk, CaseWire wire)
{
    public async Task<Wire.Case> Handle(Wire.SubmitPlanRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("goals", request.Goals, 1000).Few("actions", request.Actions.Count, 20, min: 1);
        for (var i = 0; i < request.Actions.Count; i++)
        {
            var (action, field) = (request.Actions[i], $"actions[{i}]");
            check.Text(field + ".what", action.What, 200).Text(field + ".who", action.Who, 100).Date(field + ".by_date", action.ByDate, out _).That(action.Result.Length == 0, field + ".result", "NOT_YET", "提交计划时不填写结果");
        }
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var content = new CaseWire.PlanContent(request.Goals.Trim(), [.. request.Actions.Select(a => new CaseWire.PlannedAction(a.What.Trim(), a.Who.Trim(), a.ByDate, ""))]);
        db.Add(new CasePlan { Id = Guid.CreateVersion7(desk.Me.At), CaseId = found.Id, Number = found.SubmitPlan(desk.Me), Area = found.Area, Content = wire.Seal(content), Writer = desk.Me.Subject, SubmittedAt = desk.Me.At });
        return await desk.SaveAsync(found, cancel);
    }
}
