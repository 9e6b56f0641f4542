using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class ScoreVenture(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.PanelScore> Handle(Wire.ScoreVentureRequest request, CancellationToken cancel)
    {
        new Check().Id("venture_id", request.VentureId, out var id).Few("points", request.Points.Count, 20, min: 1).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var venture = await db.Ventures.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VentureRefusals.NoVenture(request.VentureId);
        // Shared, then read again: no score comes in while the contest is decided.
        var contest = await desk.ShareContestAsync(venture.ContestId, cancel);
        venture = await db.Ventures.AsNoTracking().FirstAsync(v => v.Id == id, cancel);
        var me = await desk.MeAsync(contest.Id, cancel);
        var check = new Check().That(request.Points.Count == contest.CriterionPoints.Length, "points", "NOT_AS_MANY", $"应有 {contest.CriterionPoints.Length} 项");
        check.OrThrow();
        for (var i = 0; i < request.Points.Count; i++) check.Within($"points[{i}]", request.Points[i], 0, contest.CriterionPoints[i]);
        check.OrThrow();
        var score = venture.Score(contest, me, request.Points, await db.VentureScores.CountAsync(s => s.VentureId == id, cancel), desk.Today, desk.Now);
        db.Add(score);
        try
        {
            var reply = await db.SaveAsync(() => VentureDesk.Of(score, false), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == VentureScoreTable.Once)
        {
            throw IncubationRefusals.ScoredAlready();
        }
    }
}
