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
        foreach (var level in await rows.CountAsync(area, target.Excepted, cancel))
        {
            var percent = Percent(level.HasLess, level.TotalLess);
            reply.Levels.Add(new Wire.LevelCoverage
            {
                Level = (Wire.IncubatorLevel)LevelOf(level.Digits), Total = level.Total, Covered = level.Has, Percent = Percent(level.Has, level.Total), TotalWithoutExcepted = level.TotalLess,
                CoveredWithoutExcepted = level.HasLess, PercentWithoutExcepted = percent, TargetMet = level.TotalLess > 0 && percent >= target.CoveragePercent,
            });
        }
        return reply;
    }

    // Rounded down: a target of 80 is not reached with 79.6.
    private static int Percent(int part, int whole) => whole == 0 ? 0 : (int)(part * 100L / whole);

    private static IncubatorLevel LevelOf(int digits) => digits switch { 4 => IncubatorLevel.City, 6 => IncubatorLevel.County, 9 => IncubatorLevel.Town, _ => IncubatorLevel.Community };
}
