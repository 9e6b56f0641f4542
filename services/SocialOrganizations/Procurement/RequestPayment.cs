using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class RequestPayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.RequestPaymentRequest request, CancellationToken cancel) =>
        desk.PayAsync(request.Id, request.Etag, new Check(), contract => [contract.Request(request.MilestoneNumber, desk.Me, desk.Now)], cancel);
}
