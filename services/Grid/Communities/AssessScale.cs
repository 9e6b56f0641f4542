using Governance.Access;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class AssessScale(GridDb db, DivisionMap map)
{
    public async Task<Wire.ScaleAssessment> Handle(Wire.AssessScaleRequest request, CancellationToken cancel)
    {
        new Check().CommunityCode("code", request.Code).OrThrow();
        var community = await db.Communities.AsNoTracking().FirstOrDefaultAsync(c => c.Area == request.Code, cancel) ?? throw CommunityRefusals.NotFound(request.Code);
        community.MustExist();
        _ = Area.TryParse(request.Code[..9], out var town);
        var seated = await db.Everywhere<Community>("how many share a town's seat is a number, and the town is the community's own").AsNoTracking().In(town)
            .Where(c => c.RetiredAt == null && c.Seat != CommunitySeat.None).ToListAsync(cancel);
        var assessment = ScaleRules.Assess(community.Area, community.Profile, ScaleRules.CountSeats(seated.Select(c => (c.Area, c.Profile))));
        return assessment.ToWire(community.Area, await map.NameAsync(community.Area, cancel), community.Kind);
    }
}
