using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class SubmitProject(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.SubmitProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.SpentFen >= 0, "spent_fen", "OUT_OF_RANGE", "不能为负数").Text("evidence", request.Evidence, 200, min: 2);
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Submit(request.SpentFen, request.Evidence.Trim(), desk.Me, desk.Now), cancel);
    }
}
