using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class FloatMember(MemberDesk desk, MemberWire wire)
{
    public Task<Wire.Member> Handle(Wire.FloatMemberRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("floating_to", request.FloatingTo, 50, min: 2);
        var day = desk.Past(check, "date", request.Date);
        return desk.ChangeAsync(request.Id, request.Etag, check, member =>
        {
            member.Float(wire.SealPlace(request.FloatingTo.Trim()), day);
            return new((MemberStep?)null);
        }, cancel);
    }
}
