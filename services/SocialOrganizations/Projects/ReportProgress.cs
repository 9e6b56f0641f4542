using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ReportProgress(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.ReportProgressRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("progress_percent", request.ProgressPercent, 0, 100).Text("evidence", request.Evidence, 200, min: 2);
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Report(request.ProgressPercent, request.Evidence.Trim(), desk.Me, desk.Now), cancel);
    }
}
