using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ReversePayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.ReversePaymentRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Text("voucher", request.Voucher, 100, min: 2), contract => [contract.ReversePayment(request.MilestoneNumber, request.Voucher.Trim(), desk.Me, desk.Now)], cancel);
}
