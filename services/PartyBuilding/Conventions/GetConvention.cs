using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class GetConvention(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.Convention> Handle(Wire.GetConventionRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.Conventions.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw ConventionRefusals.NotFound(request.Id), cancel);
    }
}
