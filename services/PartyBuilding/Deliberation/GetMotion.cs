using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class GetMotion(PartyDb db, DeliberationDesk desk)
{
    public async Task<Wire.Motion> Handle(Wire.GetMotionRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await DeliberationDesk.WithSteps(db.Motions).AsSingleQuery().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw DeliberationRefusals.NotFound(request.Id), cancel);
    }
}
