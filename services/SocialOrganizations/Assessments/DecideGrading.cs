using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class DecideGrading(SocialOrgsDb db, AssessmentDesk desk, Blacklist blacklist, Work work)
{
    public async Task<Wire.Grading> Handle(Wire.DecideGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).That(Enum.IsDefined(request.Grade), "grade", "UNKNOWN_VALUE", "不是有效的取值").Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (organization, listed) = await blacklist.LookAsync(await desk.OrganizationOfAsync(id, cancel), cancel);
        var grading = await desk.HoldAsync(id, cancel);
        Etag.Match(request.Etag, grading.Version);
        work.Purpose = request.Reason.Trim();
        var scheme = await desk.SchemeOfAsync(grading, cancel);
        var (_, given, panel) = await desk.ReviewAsync(grading, scheme, cancel);
        var objections = await db.GradingObjections.AsNoTracking().Where(o => o.GradingId == id).ToListAsync(cancel);
        grading.Decide(organization, listed, scheme, request.Grade == 0 ? null : (OrganizationGrade)request.Grade, objections, panel, given, desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => desk.Of(grading), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
