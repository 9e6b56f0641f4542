using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class EnterPerformance(PartyDb db, ConventionDesk desk, OrganizationDesk days)
{
    public async Task<Wire.Performance> Handle(Wire.EnterPerformanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("convention_id", request.ConventionId, out var id).Text("text", request.Text, 500, min: 4);
        var on = days.Past(check, "date", request.Date);
        check.OrThrow();
        var convention = await desk.FindAsync(id, "", cancel);
        convention.MustBeFiled();
        var performance = new Performance { Id = Guid.CreateVersion7(desk.Now), ConventionId = id, On = on, SealedText = desk.Seal(request.Text, ConventionDesk.PerformancePurpose), EnteredAt = desk.Now };
        db.Add(performance);
        return await db.SaveAsync(() => desk.Of(performance), cancel);
    }
}
