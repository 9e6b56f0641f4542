using Governance.Messaging;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class VoteForVenture(VentureDesk desk, Work work)
{
    public Task<Wire.VoteForVentureResponse> Handle(Wire.VoteForVentureRequest request, CancellationToken cancel)
    {
        // The vote and its entry in the trail are of one transaction, which the database tells: an entry with a name would say whose vote it is.
        work.Nameless = true;
        return desk.VoteAsync<Wire.VoteForVentureResponse>(request.VentureId, request.IdentityNumber, inPerson: false, cancel);
    }
}
