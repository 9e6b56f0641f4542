using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class GetVentureContest(VentureDesk desk)
{
    public async Task<Wire.VentureContest> Handle(Wire.GetVentureContestRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return VentureDesk.Of(await desk.ContestAsync(id, cancel));
    }
}
