using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Communities;

/// <summary>Where a place is now: follows successions, so that whoever still has the old code is served and not sent away.</summary>
internal sealed class Place(GridDb db)
{
    /// <summary>Broken when a row is written for a community that is retired: the map in memory may be a minute old, the trigger place_must_exist never is.</summary>
    public const string MustExist = "ck_place_exists";

    private const int MostSteps = 20;

    /// <summary>The code itself while it lives, that of its successor, or null when there is none.</summary>
    public async Task<string?> NowAsync(string code, CancellationToken cancel)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var (alive, successor) = code.Length == 15 ? await GridAsync(code, cancel) : await CommunityAsync(code, cancel);
            if (alive) return code;
            if (successor is null) return null;
            code = successor;
        }
        return null;
    }

    private async Task<(bool Alive, string? Successor)> GridAsync(string code, CancellationToken cancel)
    {
        var grid = await db.Everywhere<Grids.Grid>("whether a grid exists is no secret, and a resident's permission reaches no grids").Where(g => g.Area == code)
            .Select(g => new { g.RetiredAt, g.SuccessorCode }).FirstOrDefaultAsync(cancel);
        return (grid is { RetiredAt: null }, grid?.SuccessorCode);
    }

    private async Task<(bool Alive, string? Successor)> CommunityAsync(string code, CancellationToken cancel)
    {
        if (await db.Divisions.AnyAsync(d => d.Code == code && d.RetiredAt == null, cancel)) return (true, null);
        return (false, await db.Successions.Where(s => s.FormerCode == code && s.FormerRetired).OrderBy(s => s.Ordinal).Select(s => s.SuccessorCode).FirstOrDefaultAsync(cancel));
    }
}
