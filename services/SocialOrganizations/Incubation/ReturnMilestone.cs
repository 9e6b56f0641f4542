using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ReturnMilestone(IncubationDesk desk, Work work)
{
    public Task<Wire.Residency> Handle(Wire.ReturnMilestoneRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), residency =>
    {
        work.Purpose = request.Reason.Trim();
        residency.Return(request.StageNumber, request.MilestoneNumber, work.Purpose, desk.Me, desk.Now);
    }, cancel);
}
