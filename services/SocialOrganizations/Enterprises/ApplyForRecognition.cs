using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ApplyForRecognition(SocialOrgsDb db, EnterpriseDesk desk, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Enterprise> Handle(Wire.ApplyForRecognitionRequest request, CancellationToken cancel)
    {
        new Check().Id("organization_id", request.OrganizationId, out var organizationId).Text("mission", request.Mission, 500, min: 10).Within("benefit_percent", request.BenefitPercent, 0, 100).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await organizations.FindAsync(organizationId, cancel);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var enterprise = Enterprise.Apply(organization, request.Mission.Trim(), request.BenefitPercent, desk.Me, desk.Now);
        db.Add(enterprise);
        try
        {
            var reply = await db.SaveAsync(() => EnterpriseDesk.Of(enterprise), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == EnterpriseTable.OneAtATime)
        {
            throw EnterpriseRefusals.EnterpriseExists();
        }
    }
}
