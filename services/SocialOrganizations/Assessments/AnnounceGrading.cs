using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class AnnounceGrading(SocialOrgsDb db, AssessmentDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Grading> Handle(Wire.AnnounceGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var organization = await blacklist.AskAsync(await desk.OrganizationOfAsync(id, cancel), cancel);
        var grading = await desk.HoldAsync(id, cancel);
        Etag.Match(request.Etag, grading.Version);
        var scheme = await desk.SchemeOfAsync(grading, cancel);
        var (scores, _, panel) = await desk.ReviewAsync(grading, scheme, cancel);
        grading.Announce(organization, scheme, scores, panel, desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => desk.Of(grading), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
