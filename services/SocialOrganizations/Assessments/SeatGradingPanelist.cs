using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class SeatGradingPanelist(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingPanelist> Handle(Wire.SeatGradingPanelistRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("grading_id", request.GradingId, out var id).Text("subject", request.Subject, 200).Few("organization_ids", request.OrganizationIds.Count, 50);
        var organizations = new List<Guid>();
        for (var i = 0; i < request.OrganizationIds.Count; i++)
        {
            check.Id($"organization_ids[{i}]", request.OrganizationIds[i], out var organization);
            organizations.Add(organization);
        }
        check.OrThrow();
        var panelist = (await desk.FindAsync(id, cancel)).Seat(request.Subject, organizations, desk.Me, desk.Now);
        db.Add(panelist);
        try
        {
            return await db.SaveAsync(() => AssessmentDesk.Of(panelist), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == GradingPanelistTable.Once)
        {
            throw IncubationRefusals.PanelistSeated();
        }
    }
}
