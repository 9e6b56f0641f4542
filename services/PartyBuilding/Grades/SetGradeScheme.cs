using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class SetGradeScheme(PartyDb db, GradeDesk desk, Caller caller)
{
    public async Task<Wire.GradeScheme> Handle(Wire.SetGradeSchemeRequest request, CancellationToken cancel)
    {
        var wanted = request.Scheme ?? new Wire.GradeScheme();
        var check = new Check().Division("scheme.division_code", wanted.DivisionCode, out var area).That(wanted.DivisionCode.Length <= 6, "scheme.division_code", "TOO_NARROW", "应为省、市或区县").Date("scheme.since_date", wanted.SinceDate, out var since)
            .Within("scheme.credits_needed", wanted.CreditsNeeded, 0, 500).Few("scheme.posts", wanted.Posts.Count, 4, min: 1).Few("scheme.years", wanted.Years.Count, 20).Few("scheme.educations", wanted.Educations.Count, 5).Few("scheme.levels", wanted.Levels.Count, 3);
        for (var i = 0; i < wanted.Posts.Count; i++)
        {
            var post = wanted.Posts[i];
            check.Known($"scheme.posts[{i}].post", post.Post).That(wanted.Posts.Take(i).All(p => p.Post != post.Post), $"scheme.posts[{i}].post", "TWICE", "不能重复").Within($"scheme.posts[{i}].lowest", post.Lowest, 1, 30)
                .Within($"scheme.posts[{i}].highest", post.Highest, Math.Max(post.Lowest, 1), 30);
        }
        for (var i = 0; i < wanted.Years.Count; i++)
        {
            var years = wanted.Years[i];
            check.Within($"scheme.years[{i}].years", years.Years, 1, 50).That(wanted.Years.Take(i).All(y => y.Years != years.Years), $"scheme.years[{i}].years", "TWICE", "不能重复").Within($"scheme.years[{i}].grades", years.Grades, 1, 29);
        }
        for (var i = 0; i < wanted.Educations.Count; i++)
        {
            var education = wanted.Educations[i];
            check.Known($"scheme.educations[{i}].education", education.Education).That(wanted.Educations.Take(i).All(e => e.Education != education.Education), $"scheme.educations[{i}].education", "TWICE", "不能重复")
                .Within($"scheme.educations[{i}].grades", education.Grades, 1, 29);
        }
        for (var i = 0; i < wanted.Levels.Count; i++)
        {
            var level = wanted.Levels[i];
            check.Known($"scheme.levels[{i}].level", level.Level).That(wanted.Levels.Take(i).All(l => l.Level != level.Level), $"scheme.levels[{i}].level", "TWICE", "不能重复").Within($"scheme.levels[{i}].grades", level.Grades, 0, 29)
                .Within($"scheme.levels[{i}].allowance_fen", level.AllowanceFen, 0, 1_000_000);
        }
        check.OrThrow();
        // What was graded stays right: only the first one may begin before today. Somebody else's division is refused as such.
        if (since < desk.Today && caller.Covers(area.Code) && !await desk.HasAsync(area.Code, since, cancel) && await desk.SchemeAsync(area.Code, desk.Today, cancel) is not null) check.Broken("scheme.since_date", "IN_THE_PAST", "已有生效的岗位等级序列，不能早于今天").OrThrow();
        var table = new GradeTable([.. wanted.Posts.Select(p => new PostGrades((WorkerPost)p.Post, p.Lowest, p.Highest))], [.. wanted.Years.Select(y => new YearGrades(y.Years, y.Grades))],
            [.. wanted.Educations.Select(e => new EducationGrades((Education)e.Education, e.Grades))], [.. wanted.Levels.Select(l => new LevelGrades((ProfessionalLevel)l.Level, l.Grades, l.AllowanceFen))]);
        var scheme = GradeScheme.Set(area.Code, table, wanted.CreditsNeeded, since, desk.Now);
        db.Add(scheme);
        try
        {
            return await db.SaveAsync(() => GradeDesk.Of(scheme), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == GradeSchemeTable.Once)
        {
            throw GradeRefusals.SchemeExists();
        }
    }
}
