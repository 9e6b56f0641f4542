using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class GetCommunity(GridDb db, DivisionMap map)
{
    public async Task<Wire.Community> Handle(Wire.GetCommunityRequest request, CancellationToken cancel)
    {
        new Check().CommunityCode("code", request.Code).OrThrow();
        var community = await db.Communities.AsNoTracking().FirstOrDefaultAsync(c => c.Area == request.Code, cancel) ?? throw CommunityRefusals.NotFound(request.Code);
        return community.ToWire(await map.NameAsync(community.Area, cancel));
    }
}
