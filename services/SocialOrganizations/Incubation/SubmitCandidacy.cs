using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class SubmitCandidacy(SocialOrgsDb db, IncubationDesk desk, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Candidacy> Handle(Wire.SubmitCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("intake_id", request.IntakeId, out var intakeId).Id("organization_id", request.OrganizationId, out var organizationId).Text("plan", request.Plan, 2_000, min: 10).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await organizations.FindAsync(organizationId, cancel);
        var intake = await desk.Announced.FirstOrDefaultAsync(i => i.Id == intakeId, cancel) ?? throw IncubationRefusals.NoIntake(request.IntakeId);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var incubator = await desk.ShareIncubatorAsync(db.Everywhere<Incubator>("an intake is announced to everybody in its division"), intake.IncubatorId, cancel) ?? throw IncubationRefusals.NoIntake(request.IntakeId);
        var candidacy = intake.Submit(organization, incubator, request.Plan.Trim(), desk.Today, desk.Now);
        db.Add(candidacy);
        try
        {
            var reply = await db.SaveAsync(() => IncubationDesk.Of(candidacy), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CandidacyTable.Once)
        {
            throw IncubationRefusals.CandidacyExists();
        }
    }
}
