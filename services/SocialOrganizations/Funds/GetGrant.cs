using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class GetGrant(SocialOrgsDb db)
{
    public async Task<Wire.Grant> Handle(Wire.GetGrantRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return FundDesk.Of(await db.Grants.AsNoTracking().FirstOrDefaultAsync(g => g.Id == id, cancel) ?? throw FundRefusals.NoGrant(request.Id));
    }
}
