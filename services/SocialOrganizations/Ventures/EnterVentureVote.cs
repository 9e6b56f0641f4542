using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class EnterVentureVote(VentureDesk desk)
{
    public Task<Wire.EnterVentureVoteResponse> Handle(Wire.EnterVentureVoteRequest request, CancellationToken cancel) => desk.VoteAsync<Wire.EnterVentureVoteResponse>(request.VentureId, request.IdentityNumber, inPerson: true, cancel);
}
