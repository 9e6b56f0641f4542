using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class RecuseFromVenture(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.VenturePanelist> Handle(Wire.RecuseFromVentureRequest request, CancellationToken cancel)
    {
        new Check().Id("venture_id", request.VentureId, out var id).OrThrow();
        var venture = await db.Ventures.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VentureRefusals.NoVenture(request.VentureId);
        var me = await desk.MeAsync(venture.ContestId, cancel);
        if (await db.VentureScores.AnyAsync(s => s.VentureId == id && s.PanelistId == me.Id, cancel)) throw IncubationRefusals.ScoredAlready();
        me.Recuse(venture);
        return await db.SaveAsync(() => VentureDesk.Of(me), cancel);
    }
}
