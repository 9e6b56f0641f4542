using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ExtendResidency(IncubationDesk desk)
{
    public Task<Wire.Residency> Handle(Wire.ExtendResidencyRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Date("end_date", request.EndDate, out var until), residency => residency.Extend(until, desk.Me), cancel);
}
