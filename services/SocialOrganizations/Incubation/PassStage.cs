using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class PassStage(IncubationDesk desk)
{
    public Task<Wire.Residency> Handle(Wire.PassStageRequest request, CancellationToken cancel) =>
        desk.GiveAsync(request.Id, request.Etag, new Check(), (residency, organization) => residency.Pass(organization, desk.Me, desk.Today, desk.Now), cancel);
}
