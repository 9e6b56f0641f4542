using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetResidency(IncubationDesk desk)
{
    public async Task<Wire.Residency> Handle(Wire.GetResidencyRequest request, CancellationToken cancel) => IncubationDesk.Of(await desk.ResidencyAsync(request.Id, "", new Check(), cancel));
}
