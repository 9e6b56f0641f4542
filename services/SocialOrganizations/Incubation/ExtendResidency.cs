using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ExtendResidency(IncubationDesk desk)
{
    public Task<Wire.Residency> Handle(Wire.ExtendResidencyRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check().Date("end_date", request.EndDate, out var until), residency =>
    {
        // As when it was signed; what does not run yet is refused for that.
        if (residency.StartsOn is { } from) new Check().That(until <= from.AddYears(Residency.MostYears), "end_date", "OUT_OF_RANGE", "应在开始之日起三年之内").OrThrow();
        residency.Extend(until, desk.Me);
    }, cancel);
}
