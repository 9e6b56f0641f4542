using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class AcceptReferral(ReferralDesk desk)
{
    public async Task<Wire.CaseReferral> Handle(Wire.AcceptReferralRequest request, CancellationToken cancel)
    {
        var referral = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        referral.Accept();
        return await desk.SaveAsync(referral, cancel);
    }
}
