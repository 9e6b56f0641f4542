using Google.Protobuf.WellKnownTypes;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

/// <summary>What the slices about grades share: the scheme that holds, a grade with its explanation, a regrading that is changed alone.</summary>
internal sealed class GradeDesk(PartyDb db, DivisionMap map, TimeProvider clock)
{
    private List<GradeScheme>? schemes;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>The scheme of the nearest division, there the latest that had begun; null where there is none.</summary>
    public async ValueTask<GradeScheme?> SchemeAsync(string area, DateOnly on, CancellationToken cancel)
    {
        // Some dozens, asked for once a call.
        schemes ??= await db.GradeSchemes.AsNoTracking().ToListAsync(cancel);
        return schemes.Where(s => s.Since <= on && area.StartsWith(s.Area, StringComparison.Ordinal)).OrderByDescending(s => s.Area.Length).ThenByDescending(s => s.Since).FirstOrDefault();
    }

    /// <summary>Whether a division has one of that very day.</summary>
    public Task<bool> HasAsync(string area, DateOnly since, CancellationToken cancel) => db.GradeSchemes.AnyAsync(s => s.Area == area && s.Since == since, cancel);

    public async ValueTask<(GradeScheme Scheme, List<GradePart> Parts)> ComputeAsync(string area, Graded worker, DateOnly on, CancellationToken cancel) =>
        await SchemeAsync(area, on, cancel) is { } scheme && scheme.Table.Compute(worker, on) is { } parts ? (scheme, parts) : throw GradeRefusals.NoScheme();

    public async ValueTask<int> GradeAsync(string area, Graded worker, DateOnly on, CancellationToken cancel) => (await ComputeAsync(area, worker, on, cancel)).Parts.Sum(p => p.Grades);

    /// <summary>One change of a regrading, which nobody else changes meanwhile.</summary>
    public async Task<Wire.Regrading> ChangeAsync(string id, string etag, Func<Regrading, Task> change, CancellationToken cancel)
    {
        new Check().Id("id", id, out var key).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from regradings where id = {key} for no key update", cancel);
        var regrading = await db.Regradings.FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw GradeRefusals.NotFound(id);
        Etag.Match(etag, regrading.Version);
        await change(regrading);
        var division = await map.NameAsync(regrading.Area, cancel);
        var reply = await db.SaveAsync(() => Of(regrading, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>Rows of a regrading that change a grade, each with its worker, ready to be changed; null for one who is no longer in the county.</summary>
    public async Task<List<(RegradingRow Row, Worker? Worker)>> RowsAsync(Regrading regrading, CancellationToken cancel)
    {
        var rows = await db.RegradingRows.Where(r => r.RegradingId == regrading.Id && r.Before != r.After).OrderBy(r => r.WorkerId).ToListAsync(cancel);
        var ids = rows.Select(r => r.WorkerId).ToList();
        var workers = await db.Workers.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, cancel);
        return [.. rows.Select(r => (r, workers.TryGetValue(r.WorkerId, out var worker) && worker.Area.StartsWith(regrading.Area, StringComparison.Ordinal) ? worker : null))];
    }

    public async ValueTask<Wire.Regrading> OfAsync(Regrading regrading, CancellationToken cancel) => Of(regrading, await map.NameAsync(regrading.Area, cancel));

    public static Wire.Regrading Of(Regrading regrading, string division) => new()
    {
        Id = regrading.Id.ToString(), DivisionCode = regrading.Area, DivisionName = division, Year = regrading.Year, EffectiveDate = regrading.EffectiveOn.Day(), State = (Wire.RegradingState)regrading.State, Workers = regrading.Workers,
        Changes = regrading.Changes, Skipped = regrading.Skipped, PreviewTime = regrading.PreviewedAt.ToTimestamp(), ApproveTime = regrading.ApprovedAt?.ToTimestamp(), ApplyTime = regrading.AppliedAt?.ToTimestamp(),
        EndTime = regrading.EndedAt?.ToTimestamp(), Etag = Etag.Of(regrading.Version),
    };

    public static Wire.GradeScheme Of(GradeScheme scheme)
    {
        var wire = new Wire.GradeScheme { Id = scheme.Id.ToString(), DivisionCode = scheme.Area, SinceDate = scheme.Since.Day(), CreditsNeeded = scheme.CreditsNeeded };
        wire.Posts.AddRange(scheme.Table.Posts.Select(p => new Wire.PostGrades { Post = (Wire.WorkerPost)p.Post, Lowest = p.Lowest, Highest = p.Highest }));
        wire.Years.AddRange(scheme.Table.Years.Select(y => new Wire.YearGrades { Years = y.Years, Grades = y.Grades }));
        wire.Educations.AddRange(scheme.Table.Educations.Select(e => new Wire.EducationGrades { Education = (Wire.PersonEducation)e.Education, Grades = e.Grades }));
        wire.Levels.AddRange(scheme.Table.Levels.Select(l => new Wire.LevelGrades { Level = (Wire.ProfessionalLevel)l.Level, Grades = l.Grades, AllowanceFen = l.AllowanceFen }));
        return wire;
    }
}
