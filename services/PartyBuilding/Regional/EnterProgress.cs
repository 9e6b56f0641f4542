using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class EnterProgress(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ClaimProgress> Handle(Wire.EnterProgressRequest request, CancellationToken cancel)
    {
        new Check().Id("claim_id", request.ClaimId, out var claimId).Text("progress", request.Progress, 500, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Nobody completes or withdraws it meanwhile.
        var (claim, _) = await desk.HoldClaimAsync(claimId, cancel);
        var progress = claim.Progress(desk.SealProgress(request.Progress.Trim()), desk.Now);
        db.Add(progress);
        var reply = await db.SaveAsync(() => desk.Of(progress), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
