using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;

namespace Governance.PartyBuilding.Grades;

internal enum GradeAspect { Post = 1, Years, Education, Level, Highest }

/// <summary>Grades of a division and below, from a day on. Never changed: a later scheme takes over.</summary>
internal sealed class GradeScheme : Aggregate
{
    private GradeScheme() { }

    public GradeTable Table { get; private init; } = GradeTable.Empty;
    public int CreditsNeeded { get; private init; }
    public DateOnly Since { get; private init; }

    public static GradeScheme Set(string area, GradeTable table, int creditsNeeded, DateOnly since, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Table = table, CreditsNeeded = creditsNeeded, Since = since };
}

internal sealed record PostGrades(WorkerPost Post, int Lowest, int Highest);

internal sealed record YearGrades(int Years, int Grades);

internal sealed record EducationGrades(Education Education, int Grades);

internal sealed record LevelGrades(ProfessionalLevel Level, int Grades, long AllowanceFen);

/// <summary>A part of a grade: what it gives, and why.</summary>
internal sealed record GradePart(GradeAspect Aspect, int Grades, string Sentence);

/// <summary>What a grade is computed from.</summary>
internal sealed record Graded(WorkerPost Post, DateOnly ServiceSince, Education Education, ProfessionalLevel? Level);

/// <summary>The scheme itself, as data.</summary>
internal sealed record GradeTable(IReadOnlyList<PostGrades> Posts, IReadOnlyList<YearGrades> Years, IReadOnlyList<EducationGrades> Educations, IReadOnlyList<LevelGrades> Levels)
{
    public static GradeTable Empty { get; } = new([], [], [], []);

    /// <summary>Parts that sum to the grade; null where the scheme does not know the post.</summary>
    public List<GradePart>? Compute(Graded worker, DateOnly on)
    {
        if (Posts.FirstOrDefault(p => p.Post == worker.Post) is not { } post) return null;
        var parts = new List<GradePart> { new(GradeAspect.Post, post.Lowest, $"岗位为{worker.Post.Chinese()}，起始等级 {post.Lowest} 级") };
        var served = YearsBetween(worker.ServiceSince, on);
        if (Years.Where(y => y.Years <= served).MaxBy(y => y.Years) is { } years) parts.Add(new(GradeAspect.Years, years.Grades, $"工作满 {served} 年，达到 {years.Years} 年档，加 {years.Grades} 级"));
        if (Educations.FirstOrDefault(e => e.Education == worker.Education) is { } education) parts.Add(new(GradeAspect.Education, education.Grades, $"学历为{worker.Education.Chinese()}，加 {education.Grades} 级"));
        if (LevelOf(worker.Level) is { Grades: > 0 } level) parts.Add(new(GradeAspect.Level, level.Grades, $"持有{level.Level.Chinese()}证书，加 {level.Grades} 级"));
        if (parts.Sum(p => p.Grades) - post.Highest is var over && over > 0) parts.Add(new(GradeAspect.Highest, -over, $"{worker.Post.Chinese()}岗位最高 {post.Highest} 级，超出 {over} 级不计"));
        return parts;
    }

    public long AllowanceOf(ProfessionalLevel? level) => LevelOf(level)?.AllowanceFen ?? 0;

    private LevelGrades? LevelOf(ProfessionalLevel? level) => level is null ? null : Levels.FirstOrDefault(l => l.Level == level);

    private static int YearsBetween(DateOnly since, DateOnly on) => on < since ? 0 : on.Year - since.Year - (on < since.AddYears(on.Year - since.Year) ? 1 : 0);
}
