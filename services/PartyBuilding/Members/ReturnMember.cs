using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ReturnMember(MemberDesk desk)
{
    public Task<Wire.Member> Handle(Wire.ReturnMemberRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), member =>
    {
        member.Return();
        return new((MemberStep?)null);
    }, cancel);
}
