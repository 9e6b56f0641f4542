using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class SignResidency(SocialOrgsDb db, IncubationDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Residency> Handle(Wire.SignResidencyRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("agreement", request.Agreement, 100, min: 2).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until).Few("stages", request.Stages.Count, 10, min: 1);
        if (from != default && until != default) check.That(until > from && until <= from.AddYears(Residency.MostYears), "end_date", "OUT_OF_RANGE", "应晚于开始日期，且在三年之内");
        var (stages, before) = (new List<StagePlan>(), from);
        for (var i = 0; i < request.Stages.Count; i++)
        {
            var wanted = request.Stages[i];
            check.Text($"stages[{i}].title", wanted.Title, 50, min: 2).Date($"stages[{i}].due_date", wanted.DueDate, out var due).Few($"stages[{i}].milestones", wanted.Milestones.Count, 20, min: 1);
            if (due != default) check.That(due >= before && due <= until, $"stages[{i}].due_date", "OUT_OF_ORDER", "应不早于上一阶段，且不晚于协议截止日期");
            for (var m = 0; m < wanted.Milestones.Count; m++) check.Text($"stages[{i}].milestones[{m}]", wanted.Milestones[m], 100, min: 2);
            stages.Add(new StagePlan(wanted.Title.Trim(), before = due, [.. wanted.Milestones.Select(m => m.Trim())]));
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var residency = await desk.ResidencyAsync(request.Id, request.Etag, check, cancel);
        residency.Sign(await blacklist.AskAsync(residency.OrganizationId, cancel), request.Agreement.Trim(), from, until, stages, desk.Me);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(residency), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
