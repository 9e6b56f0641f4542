using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class DesignProject(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.DesignProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("design", request.Design, 2_000, min: 10).That(request.BudgetFen > 0, "budget_fen", "OUT_OF_RANGE", "应大于 0").Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until);
        if (from != default && until != default) check.That(until >= from && until <= from.AddYears(3), "end_date", "OUT_OF_RANGE", "应不早于开始日期，且在三年之内");
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Plan(request.Design.Trim(), request.BudgetFen, from, until, desk.Me, desk.Now), cancel);
    }
}
