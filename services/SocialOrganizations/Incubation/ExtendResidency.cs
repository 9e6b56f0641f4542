using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ExtendResidency(IncubationDesk desk)
{
    public Task<Wire.Residency> Handle(Wire.ExtendResidencyRequest request, CancellationToken cancel) => desk.GiveAsync(request.Id, request.Etag, new Check().Date("end_date", request.EndDate, out var until), (residency, organization) =>
    {
        // In all as when it was signed; what does not run yet is refused for that.
        if (residency is { StartsOn: { } from, EndsOn: { } last })
            new Check().That(until <= last.AddYears(1) && until <= from.AddYears(Residency.MostYears), "end_date", "OUT_OF_RANGE", "应在原截止日期之后一年之内，且在开始之日起三年之内").OrThrow();
        residency.Extend(organization, until, desk.Me);
    }, cancel);
}
