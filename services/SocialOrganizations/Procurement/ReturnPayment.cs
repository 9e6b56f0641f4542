using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ReturnPayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.ReturnPaymentRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 100, min: 4), contract => [contract.ReturnPayment(request.MilestoneNumber, request.Reason.Trim(), desk.Me, desk.Now)], cancel);
}
