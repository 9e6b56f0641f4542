using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class GetMember(PartyDb db, MemberWire wire)
{
    public async Task<Wire.Member> Handle(Wire.GetMemberRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await wire.OfAsync(await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw MemberRefusals.NotFound(request.Id), cancel);
    }
}
