using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class EnterProgress(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ClaimProgress> Handle(Wire.EnterProgressRequest request, CancellationToken cancel)
    {
        new Check().Id("claim_id", request.ClaimId, out var claimId).Text("progress", request.Progress, 500, min: 4).OrThrow();
        var claim = await db.Claims.AsNoTracking().FirstOrDefaultAsync(c => c.Id == claimId, cancel) ?? throw RegionalRefusals.NoClaim(request.ClaimId);
        var progress = claim.Progress(desk.SealProgress(request.Progress.Trim()), desk.Now);
        db.Add(progress);
        return await db.SaveAsync(() => desk.Of(progress), cancel);
    }
}
