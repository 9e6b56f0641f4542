using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class PassStage(IncubationDesk desk, Caller caller)
{
    public Task<Wire.Residency> Handle(Wire.PassStageRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check(), residency => residency.Pass(caller.Subject, desk.Today, desk.Now), cancel);
}
