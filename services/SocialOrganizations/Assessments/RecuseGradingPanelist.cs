using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class RecuseGradingPanelist(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingPanelist> Handle(Wire.RecuseGradingPanelistRequest request, CancellationToken cancel)
    {
        new Check().Id("grading_id", request.GradingId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.HoldAsync(id, cancel);
        var me = await desk.MeAsync(id, cancel);
        if (await db.GradingScores.AnyAsync(s => s.GradingId == id && s.PanelistId == me.Id, cancel)) throw IncubationRefusals.ScoredAlready();
        me.Recused = true;
        var reply = await db.SaveAsync(() => AssessmentDesk.Of(me), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
