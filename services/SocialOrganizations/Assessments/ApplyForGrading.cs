using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ApplyForGrading(SocialOrgsDb db, AssessmentDesk desk, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Grading> Handle(Wire.ApplyForGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("organization_id", request.OrganizationId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await organizations.FindAsync(id, cancel);
        var organization = await blacklist.AskAsync(id, cancel);
        var grading = Grading.Apply(organization, await desk.SchemeAsync(organization, cancel), desk.Now);
        db.Add(grading);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(grading), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == GradingTable.OneAtATime)
        {
            throw AssessmentRefusals.GradingExists();
        }
    }
}
