using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

internal sealed class GetPerson(PartyDb db, PersonWire wire)
{
    public async Task<Wire.Person> Handle(Wire.GetPersonRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await wire.OfAsync(await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PersonRefusals.NotFound(request.Id), cancel);
    }
}
