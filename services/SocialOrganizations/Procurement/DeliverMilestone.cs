using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class DeliverMilestone(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.DeliverMilestoneRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Text("evidence", request.Evidence, 100, min: 2), contract => [contract.Deliver(request.MilestoneNumber, request.Evidence.Trim(), desk.Me, desk.Now)], cancel);
}
