using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class GetStationCoverage(StationRows rows, SocialWorkDesk desk, DivisionMap map, Caller caller)
{
    public async Task<Wire.StationCoverage> Handle(Wire.GetStationCoverageRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        caller.MustCover(area.Code);
        var rule = await desk.RuleAsync(cancel);
        var counts = await rows.CountAsync(area, rule.Excepted, cancel);
        var (total, has) = (counts.Sum(c => c.Total), counts.Sum(c => c.Has));
        var (totalLess, hasLess) = (counts.Sum(c => c.TotalLess), counts.Sum(c => c.HasLess));
        var reply = new Wire.StationCoverage
        {
            DivisionCode = area.Code, SinceDate = rule.Since.Day(), TargetPercent = rule.CoveragePercent, Total = total, Covered = has, Percent = Percent(has, total), TotalWithoutExcepted = totalLess,
            CoveredWithoutExcepted = hasLess, PercentWithoutExcepted = Percent(hasLess, totalLess), TargetMet = total > 0 && Percent(has, total) >= rule.CoveragePercent,
        };
        reply.ExceptedCodes.AddRange(rule.Excepted);
        if (area.Code.Length == 9) return reply;
        foreach (var c in counts)
        {
            reply.Divisions.Add(new Wire.DivisionCoverage { DivisionCode = c.Code, DivisionName = await map.NameAsync(c.Code, cancel), Total = c.Total, Covered = c.Has, Percent = Percent(c.Has, c.Total), Excepted = c.TotalLess == 0 });
        }
        return reply;
    }

    // Rounded down: full coverage is not reached with 99.9.
    private static int Percent(int part, int whole) => whole == 0 ? 0 : (int)(part * 100L / whole);
}
