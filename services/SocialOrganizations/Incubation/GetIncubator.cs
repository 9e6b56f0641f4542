using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetIncubator(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.Incubator> Handle(Wire.GetIncubatorRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.Incubators.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancel) ?? throw IncubationRefusals.NoIncubator(request.Id), cancel);
    }
}
