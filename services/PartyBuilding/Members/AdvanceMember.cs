using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class AdvanceMember(MemberDesk desk, MemberWire wire)
{
    public Task<Wire.Member> Handle(Wire.AdvanceMemberRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.ToState is >= Wire.MemberState.Activist and <= Wire.MemberState.Full, "to_state", "UNKNOWN_VALUE", "应为入党积极分子、发展对象、预备党员或正式党员");
        var day = desk.Past(check, "date", request.Date);
        var (met, to) = (desk.ReadEvidence(check, request.Evidence, day), (MemberState)request.ToState);
        return desk.ChangeAsync(request.Id, request.Etag, check, async member => member.Advance(to, day, met, await desk.RuleAsync(member.Area, (MemberRuleKind)(int)to, day, cancel), wire.AgeOf(member, day), desk.Now), cancel);
    }
}
