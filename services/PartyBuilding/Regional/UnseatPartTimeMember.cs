using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class UnseatPartTimeMember(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.PartTimeMember> Handle(Wire.UnseatPartTimeMemberRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var seated = await db.PartTimeMembers.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw RegionalRefusals.NoPartTimeMember(request.Id);
        Etag.Match(request.Etag, seated.Version);
        seated.Unseat(desk.Today);
        var name = await db.Everywhere<Member>("a masked name").Where(m => m.Id == seated.MemberId).Select(m => m.Person.Name).FirstAsync(cancel);
        return await db.SaveAsync(() => desk.Of(seated, name), cancel);
    }
}
