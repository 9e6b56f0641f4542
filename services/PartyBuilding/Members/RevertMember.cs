using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class RevertMember(MemberDesk desk, MemberWire wire)
{
    public Task<Wire.Member> Handle(Wire.RevertMemberRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.ToState is >= Wire.MemberState.Applicant and <= Wire.MemberState.Candidate, "to_state", "UNKNOWN_VALUE", "应为入党申请人、入党积极分子或发展对象").Text("reason", request.Reason, 200, min: 4);
        var day = desk.Past(check, "date", request.Date);
        return desk.ChangeAsync(request.Id, request.Etag, check, async member =>
        {
            // Nor is somebody put back years ago, so that the time of the next step has passed already.
            await desk.RuleAsync(member.Area, (MemberRuleKind)(int)request.ToState, day, cancel);
            return member.Revert((MemberState)request.ToState, day, wire.SealStepReason(request.Reason.Trim()), desk.Now);
        }, cancel);
    }
}
