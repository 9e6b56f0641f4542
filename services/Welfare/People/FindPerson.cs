using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class FindPerson(WelfareDb db, PersonDesk desk, PersonWire wire, DivisionMap map, Caller caller)
{
    public async Task<Wire.FindPersonResponse> Handle(Wire.FindPersonRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("purpose", request.Purpose);
        var number = desk.CheckNumber(check, request.IdentityNumber);
        check.OrThrow();
        var hash = wire.HashOf(number);
        var hit = await db.Everywhere<Person>("whether there is a record is asked for the whole province, so that none is opened twice; outside the caller's areas only the county is told")
            .Where(p => p.NumberHash == hash).Select(p => new { p.Id, p.Area, p.State }).FirstOrDefaultAsync(cancel) ?? throw PersonRefusals.NoSuchNumber();
        db.AuditRead(hit.Id, hit.Area, request.Purpose.ToString());
        await db.SaveAsync(cancel);
        var seen = caller.Covers(hit.Area) && desk.MayReadPeople && (hit.State == PersonState.Open || desk.MayUnseal);
        return new Wire.FindPersonResponse { CountyCode = hit.Area[..6], CountyName = await map.NameAsync(hit.Area[..6], cancel), PersonId = seen ? hit.Id.ToString() : "" };
    }
}
