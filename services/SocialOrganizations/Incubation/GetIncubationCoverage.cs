using Governance.Access;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetIncubationCoverage(CoverageRows rows, IncubationDesk desk, Caller caller)
{
    public async Task<Wire.IncubationCoverage> Handle(Wire.GetIncubationCoverageRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        caller.MustCover(area.Code);
        var target = await desk.TargetAsync(cancel);
        var reply = new Wire.IncubationCoverage { DivisionCode = area.Code, SinceDate = target.Since.Day(), TargetPercent = target.CoveragePercent };
        reply.ExceptedCodes.AddRange(target.Excepted);
        var levels = await rows.CountAsync(area, target.Excepted, cancel);
        reply.Levels.AddRange(levels.Select(l => Of(l, target)));
        // The plan's four fifths are of cities and counties together (ch. 4 §2).
        var aimed = levels.Where(l => l.Digits is 4 or 6).ToList();
        reply.CitiesAndCounties = Of(new Covered(0, aimed.Sum(l => l.Total), aimed.Sum(l => l.Has), aimed.Sum(l => l.TotalLess), aimed.Sum(l => l.HasLess)), target);
        return reply;
    }

    private static Wire.LevelCoverage Of(Covered level, IncubationTarget target)
    {
        var percent = Percent(level.HasLess, level.TotalLess);
        return new()
        {
            Level = (Wire.IncubatorLevel)LevelOf(level.Digits), Total = level.Total, Covered = level.Has, Percent = Percent(level.Has, level.Total), TotalWithoutExcepted = level.TotalLess,
            CoveredWithoutExcepted = level.HasLess, PercentWithoutExcepted = percent, TargetMet = level.TotalLess > 0 && percent >= target.CoveragePercent,
        };
    }

    // Rounded down: a target of 80 is not reached with 79.6.
    private static int Percent(int part, int whole) => whole == 0 ? 0 : (int)(part * 100L / whole);

    private static IncubatorLevel LevelOf(int digits) => digits switch { 0 => 0, 2 => IncubatorLevel.Province, 4 => IncubatorLevel.City, 6 => IncubatorLevel.County, 9 => IncubatorLevel.Town, _ => IncubatorLevel.Community };
}
