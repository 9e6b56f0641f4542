using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class AssessCircles(FacilityRows rows, Caller caller, DivisionMap map, ProvinceBounds bounds)
{
    private static readonly int[] Minutes = [5, 10, 15];

    public async Task<Wire.CircleAssessment> Handle(Wire.AssessCirclesRequest request, CancellationToken cancel)
    {
        var check = new Check().CommunityCode("community_code", request.CommunityCode);
        if (request.Point is { } given) bounds.Check(check, "point", given.Latitude, given.Longitude);
        check.OrThrow();
        if (!caller.Covers(request.CommunityCode) || await map.FindAsync(request.CommunityCode, cancel) is not { Retired: false } community) throw DivisionRefusals.NotFound(request.CommunityCode);

        var (source, latitude, longitude) = await CentreAsync(request, cancel);
        var near = await rows.AroundAsync(latitude, longitude, Circles.Radius(Minutes[^1]), cancel);
        _ = Area.TryParse(request.CommunityCode[..9], out var town);
        var inTown = await rows.InTownAsync(town, cancel);
        var reply = new Wire.CircleAssessment { CommunityCode = community.Code, Name = community.Name, Centre = new() { Latitude = latitude, Longitude = longitude }, CentreSource = source };
        reply.Reaches.AddRange(near.GroupBy(n => n.Kind).OrderBy(g => g.Key).Select(g => new Wire.FacilityReach
        {
            Kind = (Wire.FacilityKind)g.Key, Within5Count = Within(g, Minutes[0]), Within10Count = Within(g, Minutes[1]), Within15Count = Within(g, Minutes[2]), NearestMetres = Math.Round(g.Min(n => n.Metres), 1),
        }));
        reply.Findings.AddRange(CircleRules.All.Select(rule => (Rule: rule, Found: rule.Count(near, inTown))).Select(f => new Wire.FacilityFinding
        {
            Rule = f.Rule.Code, Clause = f.Rule.Clause, Kind = (Wire.FacilityKind)f.Rule.Kind, Minutes = f.Rule.Minutes, LeastSquareMetres = f.Rule.LeastSquareMetres, OffHours = f.Rule.OffHours,
            FoundCount = f.Found, Met = f.Found > 0,
        }));
        reply.LackingCount = reply.Findings.Count(f => !f.Met);
        return reply;
    }

    private async Task<(Wire.CircleCentre Source, double Latitude, double Longitude)> CentreAsync(Wire.AssessCirclesRequest request, CancellationToken cancel)
    {
        if (request.Point is { } point) return (Wire.CircleCentre.Given, point.Latitude, point.Longitude);
        if (await rows.StationAsync(request.CommunityCode, cancel) is var (latitude, longitude)) return (Wire.CircleCentre.ServiceStation, latitude, longitude);
        _ = Area.TryParse(request.CommunityCode, out var community);
        return await rows.MiddleAsync(community, cancel) is var (south, west) ? (Wire.CircleCentre.Boundaries, south, west) : throw FacilityRefusals.CentreUnknown();
    }

    private static int Within(IEnumerable<Near> near, int minutes) => near.Count(n => n.Metres <= Circles.Radius(minutes));
}
