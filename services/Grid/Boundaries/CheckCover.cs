using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class CheckCover(GridDb db, Caller caller, DivisionMap map, ProvinceBounds bounds)
{
    private const int MostGaps = 100;

    public async Task<Wire.CoverCheck> Handle(Wire.CheckCoverRequest request, CancellationToken cancel)
    {
        var check = new Check().CommunityCode("community_code", request.CommunityCode);
        var outline = request.OutlineGeoJson.Length == 0 ? null : GridShape.Read(check, "outline_geo_json", request.OutlineGeoJson, bounds);
        check.OrThrow();
        if (!caller.Covers(request.CommunityCode) || await map.FindAsync(request.CommunityCode, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(request.CommunityCode);

        _ = Area.TryParse(request.CommunityCode, out var community);
        var grids = await db.Grids.In(community).Where(g => g.RetiredAt == null).OrderBy(g => g.Area).Select(g => g.Area).ToListAsync(cancel);
        var boundaries = await db.GridBoundaries.AsNoTracking().In(community).ToDictionaryAsync(b => b.Area, b => b.Shape, cancel);
        var covered = GridShape.All([.. grids.Where(boundaries.ContainsKey).Select(g => GridShape.FromBytes(boundaries[g]))]);
        var gaps = (outline is null ? GridShape.Holes(covered) : GridShape.Parts(covered.IsEmpty ? outline : GridShape.Without(outline, covered)))
            .Select(g => (Gap: g, Metres: GridShape.SquareMetres(g))).Where(g => g.Metres >= GridShape.Tolerance).OrderByDescending(g => g.Metres).Take(MostGaps);
        return new Wire.CoverCheck
        {
            CommunityCode = request.CommunityCode,
            UnboundedGridCodes = { grids.Where(g => !boundaries.ContainsKey(g)) },
            Gaps = { gaps.Select(g => new Wire.CoverGap { GeoJson = GridShape.Write(g.Gap), SquareMetres = Math.Round(g.Metres, 1) }) },
            CoveredSquareMetres = Math.Round(GridShape.SquareMetres(covered), 1),
        };
    }
}
