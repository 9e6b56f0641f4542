using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GraduateResidency(SocialOrgsDb db, IncubationDesk desk)
{
    public Task<Wire.Residency> Handle(Wire.GraduateResidencyRequest request, CancellationToken cancel) =>
        desk.EndAsync(request.Id, request.Etag, new Check(), (residency, incubator, organization) => db.Add(residency.Graduate(organization, incubator, desk.Today, desk.Now)), cancel);
}
