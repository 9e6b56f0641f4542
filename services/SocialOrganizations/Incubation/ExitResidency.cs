using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ExitResidency(IncubationDesk desk, Work work)
{
    public Task<Wire.Residency> Handle(Wire.ExitResidencyRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        work.Purpose = request.Reason.Trim();
        return desk.EndAsync(request.Id, request.Etag, check, (residency, incubator, _) => residency.Exit(incubator, desk.Today, desk.Now), cancel);
    }
}
