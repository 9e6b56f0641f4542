using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class RemoveReserve(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.Reserve> Handle(Wire.RemoveReserveRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var reserve = await db.Reserves.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw QualificationRefusals.NoReserve(request.Id);
        Etag.Match(request.Etag, reserve.Version);
        reserve.Remove();
        var (names, division) = (await people.NamesAsync([reserve.PersonId], cancel), await map.NameAsync(reserve.Area, cancel));
        return await db.SaveAsync(() => desk.Of(reserve, names[reserve.PersonId], division), cancel);
    }
}
