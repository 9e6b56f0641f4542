using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class CloseIncubator(SocialOrgsDb db, IncubationDesk desk, DivisionMap map)
{
    public async Task<Wire.Incubator> Handle(Wire.CloseIncubatorRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var incubator = await desk.HoldIncubatorAsync(id, cancel) ?? throw IncubationRefusals.NoIncubator(request.Id);
        Etag.Match(request.Etag, incubator.Version);
        var (today, undecided) = (desk.Today, db.Candidacies.Where(c => c.State == CandidacyState.Submitted));
        var awaited = await db.Intakes.AnyAsync(i => i.IncubatorId == id && (i.EndsOn >= today || undecided.Any(c => c.IntakeId == i.Id)), cancel);
        incubator.Close(awaited, desk.Now);
        var division = await map.NameAsync(incubator.Area, cancel);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(incubator, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
