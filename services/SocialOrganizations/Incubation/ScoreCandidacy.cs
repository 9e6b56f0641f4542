using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ScoreCandidacy(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.PanelScore> Handle(Wire.ScoreCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("candidacy_id", request.CandidacyId, out var id).Few("points", request.Points.Count, 20, min: 1).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: no score comes in while the candidacy is decided.
        var candidacy = await desk.HoldCandidacyAsync(id, cancel);
        var intake = await desk.ShareIntakeAsync(candidacy.IntakeId, cancel);
        var me = await desk.MeAsync(intake.Id, cancel);
        var check = new Check().That(request.Points.Count == intake.CriterionPoints.Length, "points", "NOT_AS_MANY", $"应有 {intake.CriterionPoints.Length} 项");
        check.OrThrow();
        for (var i = 0; i < request.Points.Count; i++) check.Within($"points[{i}]", request.Points[i], 0, intake.CriterionPoints[i]);
        check.OrThrow();
        var score = candidacy.Score(intake, me, request.Points, desk.Today, desk.Now);
        db.Add(score);
        try
        {
            var reply = await db.SaveAsync(() => IncubationDesk.Of(score, false), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PanelScoreTable.Once)
        {
            throw IncubationRefusals.ScoredAlready();
        }
    }
}
