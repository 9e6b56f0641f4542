using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RejectReferral(ReferralDesk desk, CaseWire wire, TimeProvider clock)
{
    public async Task<Wire.CaseReferral> Handle(Wire.RejectReferralRequest request, CancellationToken cancel)
    {
        var referral = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 4), cancel);
        referral.Reject(wire.SealReason(request.Reason), clock.GetUtcNow());
        return await desk.SaveAsync(referral, cancel);
    }
}
