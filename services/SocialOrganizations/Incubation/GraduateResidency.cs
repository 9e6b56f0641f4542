using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GraduateResidency(SocialOrgsDb db, IncubationDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Residency> Handle(Wire.GraduateResidencyRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var residency = await desk.ResidencyAsync(request.Id, request.Etag, new Check(), cancel);
        // Before the incubator, as whoever admits.
        var organization = await blacklist.AskAsync(residency.OrganizationId, cancel);
        var incubator = await desk.HoldIncubatorAsync(residency.IncubatorId, cancel) ?? throw IncubationRefusals.NoResidency(request.Id);
        db.Add(residency.Graduate(organization, incubator, desk.Me, desk.Today, desk.Now));
        var reply = await db.SaveAsync(() => IncubationDesk.Of(residency), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
