using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class GetCustody(EnterpriseDesk desk)
{
    public async Task<Wire.Custody> Handle(Wire.GetCustodyRequest request, CancellationToken cancel)
    {
        return EnterpriseDesk.Of(await desk.CustodyAsync(request.Id, "", new Check(), cancel));
    }
}
