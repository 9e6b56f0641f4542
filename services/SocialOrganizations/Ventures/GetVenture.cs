using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class GetVenture(VentureDesk desk)
{
    public async Task<Wire.Venture> Handle(Wire.GetVentureRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return VentureDesk.Of(await desk.Ventures.Include(v => v.Tranches).FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VentureRefusals.NoVenture(request.Id));
    }
}
