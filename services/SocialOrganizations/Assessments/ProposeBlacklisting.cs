using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ProposeBlacklisting(SocialOrgsDb db, AssessmentDesk desk, OrganizationDesk organizations)
{
    public async Task<Wire.Blacklisting> Handle(Wire.ProposeBlacklistingRequest request, CancellationToken cancel)
    {
        new Check().Id("organization_id", request.OrganizationId, out var id).Text("reason", request.Reason, 500, min: 4).Within("hearing_days", request.HearingDays, 3, 60).OrThrow();
        var listing = Blacklisting.Propose(await organizations.FindAsync(id, cancel), request.Reason.Trim(), request.HearingDays, desk.Me, desk.Now);
        db.Add(listing);
        try
        {
            return await db.SaveAsync(() => AssessmentDesk.Of(listing), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == BlacklistingTable.OneAtATime)
        {
            throw AssessmentRefusals.BlacklistingExists();
        }
    }
}
