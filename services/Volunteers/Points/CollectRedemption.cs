using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class CollectRedemption(VolunteersDb db, PointLedger ledger)
{
    public async Task<Wire.Redemption> Handle(Wire.CollectRedemptionRequest request, CancellationToken cancel)
    {
        new Check().Text("code", request.Code, 20).OrThrow();
        var code = request.Code.Trim().ToUpperInvariant();
        var redemption = await db.Redemptions.FirstOrDefaultAsync(r => r.Code == code, cancel) ?? throw RewardRefusals.NoRedemption();
        redemption.Collect(ledger.Now);
        return await db.SaveAsync(() => redemption.ToWire(withCode: false), cancel);
    }
}
