using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetCandidacy(SocialOrgsDb db)
{
    public async Task<Wire.Candidacy> Handle(Wire.GetCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return IncubationDesk.Of(await db.Candidacies.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw IncubationRefusals.NoCandidacy(request.Id));
    }
}
