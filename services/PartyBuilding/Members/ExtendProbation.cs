using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ExtendProbation(MemberDesk desk, MemberWire wire, MemberRuleBook rules)
{
    public Task<Wire.Member> Handle(Wire.ExtendProbationRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("months", request.Months, 1, 60).Text("reason", request.Reason, 200, min: 4);
        var met = desk.ReadEvidence(check, request.Evidence, desk.Today);
        return desk.ChangeAsync(request.Id, request.Etag, check, async member => member.ExtendProbation(request.Months, met, wire.SealStepReason(request.Reason.Trim()),
            await rules.ForAsync(member.Area, MemberRuleKind.Extension, desk.Today, cancel), await rules.ForAsync(member.Area, MemberRuleKind.Full, member.StateSince, cancel), desk.Now), cancel);
    }
}
