using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ReachMilestone(IncubationDesk desk, Caller caller)
{
    public Task<Wire.Residency> Handle(Wire.ReachMilestoneRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check().Text("evidence", request.Evidence, 100, min: 2),
        residency => residency.Reach(request.StageNumber, request.MilestoneNumber, request.Evidence.Trim(), caller.Subject, desk.Today), cancel);
}
