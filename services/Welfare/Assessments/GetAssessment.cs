using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class GetAssessment(WelfareDb db, PersonDesk desk, AssessmentWire wire)
{
    public async Task<Wire.Assessment> Handle(Wire.GetAssessmentRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Known("purpose", request.Purpose).OrThrow();
        var assessment = await db.Assessments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw AssessmentRefusals.NotFound(request.Id);
        await desk.FindOwnerAsync(assessment.PersonId, () => AssessmentRefusals.NotFound(request.Id), cancel);
        db.AuditRead(assessment.PersonId, assessment.Area, request.Purpose.ToString());
        return await db.SaveAsync(() => wire.Of(assessment, withAnswers: true), cancel);
    }
}
