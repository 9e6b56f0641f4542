using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AcceptMilestone(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.AcceptMilestoneRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Text("evidence", request.Evidence, 100, min: 2), contract => contract.Accept(request.MilestoneNumber, request.Accepted, request.Evidence.Trim(), desk.Me, desk.Now), cancel);
}
