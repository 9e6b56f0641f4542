using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class GiveAppraisal(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference, TimeProvider clock)
{
    public async Task<Wire.AppraisalSheet> Handle(Wire.GiveAppraisalRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("round_id", request.RoundId, out var roundId).Known("kind", request.Kind).Text("from_code", request.FromCode, 20).Text("about_code", request.AboutCode, 20).Few("points", request.Points.Count, 50, min: 1);
        check.OrThrow();
        var pair = new AppraisalPair((AppraisalKind)request.Kind, request.FromCode, request.AboutCode);
        var rules = await reference.GetAsync(cancel);
        check.That(pair.Fits(rules.Unit(pair.Other)?.DivisionCode), "about_code", "NOT_A_PAIR", "评价双方应为社区与其所属乡镇（街道），或社区与为其服务的单位").OrThrow();
        // Whoever publishes waits, and whoever comes later finds it published: what is told as the result is the result.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from appraisal_rounds where id = {roundId} for share", cancel);
        var round = await db.AppraisalRoundsInSight(caller).AsNoTracking().FirstOrDefaultAsync(r => r.Id == roundId, cancel) ?? throw AppraisalRefusals.NotFound(request.RoundId);
        if (!round.Area.Equals(pair.Community[..6], StringComparison.Ordinal) || !caller.Covers(pair.Community) || await map.FindAsync(pair.Community, cancel) is not { Retired: false }) throw DivisionRefusals.NotFound(pair.Community);
        if (!IsMine(pair)) throw AppraisalRefusals.NotYours();
        round.MustBeOpen();
        var questionnaire = await db.Questionnaires.AsNoTracking().FirstAsync(q => round.Questionnaires.Contains(q.Id) && q.Kind == pair.Kind, cancel);
        check.That(request.Points.Count == questionnaire.MostPoints.Length, "points", "OTHER_COUNT", $"问卷有 {questionnaire.MostPoints.Length} 项，应逐项给分");
        for (var i = 0; i < Math.Min(request.Points.Count, questionnaire.MostPoints.Length); i++) check.Within($"points[{i}]", request.Points[i], 0, questionnaire.MostPoints[i]);
        check.OrThrow();
        var sheet = AppraisalSheet.Submit(round, pair, questionnaire, [.. request.Points], new Actor(caller.Subject, clock.GetUtcNow()));
        db.Add(sheet);
        try
        {
            var reply = await db.SaveAsync(sheet.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == AppraisalSheetTable.Once)
        {
            throw AppraisalRefusals.Given();
        }
    }

    // Who answers for the town, or for more, is not its community; a unit speaks by its own clerk.
    private bool IsMine(AppraisalPair pair) => pair.Kind switch
    {
        AppraisalKind.CommunityByUnit => caller.Reach == Reach.Unit && caller.Unit == pair.From,
        AppraisalKind.CommunityByTown => caller.Reach == Reach.Area && caller.Covers(pair.From) && !caller.Covers(pair.From[..6]),
        _ => caller.Reach == Reach.Area && !caller.Covers(pair.Community[..9]),
    };
}
