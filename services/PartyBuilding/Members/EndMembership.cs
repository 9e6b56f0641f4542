using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class EndMembership(MemberDesk desk, MemberWire wire)
{
    public Task<Wire.Member> Handle(Wire.EndMembershipRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("end", request.End).Text("reason", request.Reason, 200, min: 4);
        var day = desk.Past(check, "date", request.Date);
        return desk.ChangeAsync(request.Id, request.Etag, check,
            async member => member.End((MembershipEnd)request.End, day, wire.SealStepReason(request.Reason.Trim()), await desk.TransferUnderWayAsync(member.Id, cancel), desk.Now), cancel);
    }
}
