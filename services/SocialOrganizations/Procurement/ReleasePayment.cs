using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ReleasePayment(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.ReleasePaymentRequest request, CancellationToken cancel) =>
        desk.PayAsync(request.Id, request.Etag, new Check().Text("voucher", request.Voucher, 100, min: 2), contract => [contract.Release(request.MilestoneNumber, request.Voucher.Trim(), desk.Me, desk.Now)], cancel);
}
