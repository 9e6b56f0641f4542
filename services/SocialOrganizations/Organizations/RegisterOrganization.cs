using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class RegisterOrganization(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.RegisterOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check();
        OrganizationDesk.CheckCode(check, "unified_code", request.UnifiedCode, null);
        return desk.StepAsync(request.Id, request.Etag, check, 6, Gate.Registration, (organization, found) =>
        {
            var fits = new Check();
            OrganizationDesk.CheckCode(fits, "unified_code", request.UnifiedCode, organization.Kind);
            fits.OrThrow();
            return organization.Register(request.UnifiedCode, found, desk.Now);
        }, cancel);
    }
}
