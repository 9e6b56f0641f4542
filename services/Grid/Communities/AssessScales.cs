using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

/// <summary>One read for all, the rules in memory: the province's 8,408 communities are some megabytes.</summary>
internal sealed class AssessScales(GridDb db, DivisionMap map)
{
    public async Task Handle(Wire.AssessScalesRequest request, IServerStreamWriter<Wire.ScaleAssessment> assessments, CancellationToken cancel)
    {
        new Check().DivisionFilter("division_code", request.DivisionCode, out var division).OrThrow();
        var visible = db.Communities.AsNoTracking().Where(c => c.RetiredAt == null);
        if (division is { } area) visible = visible.In(area);
        var communities = await visible.OrderBy(c => c.Area).ToListAsync(cancel);
        var seats = await SeatsAsync(communities, cancel);
        foreach (var community in communities)
        {
            await assessments.WriteAsync(ScaleRules.Assess(community.Area, community.Profile, seats).ToWire(community.Area, await map.NameAsync(community.Area, cancel), community.Kind), cancel);
        }
    }

    // Whoever sees but part of a town gets the same verdict as the town itself.
    private async Task<IReadOnlyDictionary<(string, string), int>> SeatsAsync(List<Community> communities, CancellationToken cancel)
    {
        var towns = communities.Where(c => ScaleRules.SeatOf(c.Area, c.Profile) is not null).Select(c => c.Area[..9]).Distinct().ToList();
        if (towns.Count == 0) return ScaleRules.CountSeats([]);
        var (first, last, inTowns) = (towns[0], towns[^1] + ":", towns.ToHashSet(StringComparer.Ordinal));
        var seated = await db.Everywhere<Community>("how many share a town's seat is a number, and the towns are those of communities the caller sees").AsNoTracking()
            .Where(c => string.Compare(c.Area, first) >= 0 && string.Compare(c.Area, last) < 0 && c.RetiredAt == null && c.Seat != CommunitySeat.None).ToListAsync(cancel);
        return ScaleRules.CountSeats(seated.Where(c => inTowns.Contains(c.Area[..9])).Select(c => (c.Area, c.Profile)));
    }
}
