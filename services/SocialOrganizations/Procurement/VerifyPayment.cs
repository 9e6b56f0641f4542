using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class VerifyPayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.VerifyPaymentRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check(), contract => [contract.Verify(request.MilestoneNumber, desk.Me, desk.Now)], cancel);
}
