using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class FindByIdentityNumber(VolunteersDb db, VolunteerWire wire, TimeProvider clock)
{
    public async Task<Wire.FindByIdentityNumberResponse> Handle(Wire.FindByIdentityNumberRequest request, CancellationToken cancel)
    {
        new Check()
            .That(IdentityNumber.TryParse(request.IdentityNumber, clock.Today(), out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确")
            .Text("purpose", request.Purpose, max: 200, min: 4)
            .OrThrow();
        var hash = wire.HashOf(number);
        var found = await db.Everywhere<Volunteer>("whether somebody is registered is asked for the whole province; only the id is told, and the question leaves a trace")
            .Where(v => v.Person.NumberHash == hash && !v.Hidden).Select(v => new { v.Id, v.Area, v.State }).FirstOrDefaultAsync(cancel);
        // Also when nobody is found: who tries numbers out leaves as many traces.
        db.AuditRead(found?.Id ?? Guid.Empty, found?.Area ?? "51", request.Purpose);
        await db.SaveAsync(cancel);
        if (found is null) throw VolunteerRefusals.NoSuchNumber();
        return new Wire.FindByIdentityNumberResponse { VolunteerId = found.Id.ToString(), State = (Wire.VolunteerState)found.State };
    }
}
