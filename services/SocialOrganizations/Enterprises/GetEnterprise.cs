using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class GetEnterprise(EnterpriseDesk desk)
{
    public async Task<Wire.Enterprise> Handle(Wire.GetEnterpriseRequest request, CancellationToken cancel)
    {
        return EnterpriseDesk.Of(await desk.EnterpriseAsync(request.Id, "", new Check(), cancel));
    }
}
