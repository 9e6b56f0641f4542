using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RevokeReferral(ReferralDesk desk, TimeProvider clock)
{
    public async Task<Wire.CaseReferral> Handle(Wire.RevokeReferralRequest request, CancellationToken cancel)
    {
        var referral = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        referral.Revoke(clock.GetUtcNow());
        return await desk.SaveAsync(referral, cancel);
    }
}
