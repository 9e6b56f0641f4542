using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class RevealReportedMember(PartyDb db, MemberWire wire)
{
    public async Task<Wire.ReportedMember> Handle(Wire.RevealReportedMemberRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var reported = await db.ReportIns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.MemberId != null, cancel) ?? throw ReportInRefusals.NotFound(request.Id);
        var member = await db.Everywhere<Member>("who reported in at a community of the caller's, wherever they belong").AsNoTracking().FirstAsync(m => m.Id == reported.MemberId, cancel);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(reported.Id, reported.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        var person = wire.Reveal(member);
        return new Wire.ReportedMember { Name = person.Name, IdentityNumber = person.IdentityNumber, Phone = person.Phone, Skills = { reported.Skills } };
    }
}
