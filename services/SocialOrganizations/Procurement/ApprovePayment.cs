using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ApprovePayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.ApprovePaymentRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check(), contract => [contract.Approve(request.MilestoneNumber, desk.Me, desk.Now)], cancel);
}
