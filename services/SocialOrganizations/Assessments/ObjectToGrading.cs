using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ObjectToGrading(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingObjection> Handle(Wire.ObjectToGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("grading_id", request.GradingId, out var id).Text("statement", request.Statement, 1_000, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var objection = (await desk.HoldAsync(id, cancel)).Object(request.Statement.Trim(), desk.Me, desk.Now);
        db.Add(objection);
        var reply = await db.SaveAsync(() => AssessmentDesk.Of(objection), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
