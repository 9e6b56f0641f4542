using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ScoreGrading(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingScore> Handle(Wire.ScoreGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("grading_id", request.GradingId, out var id).Few("points", request.Points.Count, 20, min: 1).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: no score comes in while the grading is announced.
        var grading = await desk.HoldAsync(id, cancel);
        var (me, scheme) = (await desk.MeAsync(id, cancel), await desk.SchemeOfAsync(grading, cancel));
        var check = new Check().That(request.Points.Count == scheme.CriterionPoints.Length, "points", "NOT_AS_MANY", $"应有 {scheme.CriterionPoints.Length} 项");
        check.OrThrow();
        for (var i = 0; i < request.Points.Count; i++) check.Within($"points[{i}]", request.Points[i], 0, scheme.CriterionPoints[i]);
        check.OrThrow();
        var score = grading.Score(me, request.Points, desk.Now);
        db.Add(score);
        try
        {
            var reply = await db.SaveAsync(() => AssessmentDesk.Of(score, false), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == GradingScoreTable.Once)
        {
            throw IncubationRefusals.ScoredAlready();
        }
    }
}
