using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class FindMember(PartyDb db, MemberWire wire, Caller caller, TimeProvider clock)
{
    public async Task<Wire.FindMemberResponse> Handle(Wire.FindMemberRequest request, CancellationToken cancel)
    {
        new Check()
            .That(IdentityNumber.TryParse(request.IdentityNumber, clock.Today(), out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确")
            .Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var hash = wire.HashOf(number);
        var found = await db.Everywhere<Member>("whether somebody is on the roster is asked for the whole province; only the id is told, and the question leaves a trace")
            .Where(m => m.Person.NumberHash == hash).Select(m => new { m.Id, m.Area, m.State }).FirstOrDefaultAsync(cancel) ?? throw MemberRefusals.NoSuchNumber();
        db.AuditRead(found.Id, found.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return new Wire.FindMemberResponse { MemberId = found.Id.ToString(), State = caller.Covers(found.Area) ? (Wire.MemberState)found.State : 0 };
    }
}
