using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class AnswerObjection(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingObjection> Handle(Wire.AnswerObjectionRequest request, CancellationToken cancel)
    {
        new Check().Id("grading_id", request.GradingId, out var id).Text("answer", request.Answer, 1_000, min: 4)
            .That(Enum.IsDefined(request.Grade) && (request.Upheld || request.Grade == 0), "grade", "UNKNOWN_VALUE", "异议成立时，可填写其应得的等级").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var grading = await desk.HoldAsync(id, cancel);
        var objection = await db.GradingObjections.FirstOrDefaultAsync(o => o.GradingId == id && o.Number == request.Number, cancel) ?? throw AssessmentRefusals.NoObjection();
        grading.Answer(objection, request.Upheld, request.Grade == 0 ? null : (OrganizationGrade)request.Grade, request.Answer.Trim(), await desk.PanelAsync(id, cancel), desk.Me);
        var reply = await db.SaveAsync(() => AssessmentDesk.Of(objection), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
