using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class VoteForVenture(VentureDesk desk)
{
    public Task<Wire.VoteForVentureResponse> Handle(Wire.VoteForVentureRequest request, CancellationToken cancel) => desk.VoteAsync<Wire.VoteForVentureResponse>(request.VentureId, request.IdentityNumber, inPerson: false, cancel);
}
