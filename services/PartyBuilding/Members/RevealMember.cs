using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class RevealMember(PartyDb db, MemberWire wire)
{
    public async Task<Wire.RevealedMember> Handle(Wire.RevealMemberRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var member = await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw MemberRefusals.NotFound(request.Id);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(member.Id, member.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(member);
    }
}
