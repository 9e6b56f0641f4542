using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class AdmitCandidacy(SocialOrgsDb db, IncubationDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Candidacy> Handle(Wire.AdmitCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Before any row, in the order of whoever ends an organisation or changes its staff.
        var organizationId = await db.Candidacies.Where(c => c.Id == id).Select(c => (Guid?)c.OrganizationId).FirstOrDefaultAsync(cancel) ?? throw IncubationRefusals.NoCandidacy(request.Id);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var candidacy = await desk.HoldCandidacyAsync(id, cancel);
        Etag.Match(request.Etag, candidacy.Version);
        await desk.MustNotBeBarredAsync(candidacy, cancel);
        var intake = await desk.HoldIntakeAsync(candidacy.IntakeId, cancel) ?? throw IncubationRefusals.NoCandidacy(request.Id);
        var incubator = await desk.HoldIncubatorAsync(intake.IncubatorId, cancel) ?? throw IncubationRefusals.NoCandidacy(request.Id);
        var (review, _) = await desk.ReviewAsync(intake, candidacy, cancel);
        db.Add(candidacy.Admit(organization, intake, incubator, review, desk.Me, desk.Now));
        try
        {
            var reply = await db.SaveAsync(() => IncubationDesk.Of(candidacy), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ResidencyTable.OneAtATime)
        {
            throw IncubationRefusals.IncubatedAlready();
        }
    }
}
