using Governance.Messaging;
using Governance.PartyBuilding.Deliberation;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class AdoptConvention(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.Convention> Handle(Wire.AdoptConventionRequest request, CancellationToken cancel)
    {
        new Check().Id("motion_id", request.MotionId, out var motionId).Known("kind", request.Kind).Text("title", request.Title, 100, min: 4).Text("text", request.Text, 20_000, min: 20).Within("listing_days", request.ListingDays, 0, 180).OrThrow();
        var motion = await db.Motions.AsNoTracking().FirstOrDefaultAsync(m => m.Id == motionId, cancel) ?? throw DeliberationRefusals.NotFound(request.MotionId);
        var convention = Convention.Adopt(motion, (ConventionKind)request.Kind, request.Title.Trim(), request.Text.Trim(), request.ListingDays, desk.Who, desk.Now);
        db.Add(convention);
        try
        {
            return await desk.SaveAsync(convention, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ConventionTable.OneOfAMotion)
        {
            throw ConventionRefusals.Exists();
        }
    }
}
