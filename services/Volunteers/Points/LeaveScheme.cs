using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class LeaveScheme(VolunteersDb db, PointLedger ledger)
{
    public async Task<Wire.PointAccount> Handle(Wire.LeaveSchemeRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var account = await db.PointAccounts.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw PointRefusals.NoAccount();
        account.Leave(ledger.Now);
        var scheme = await db.PointSchemes.AsNoTracking().FirstAsync(s => s.Id == account.SchemeId, cancel);
        var balance = await ledger.BalanceAsync(account, scheme, cancel);
        return await db.SaveAsync(() => account.ToWire(balance), cancel);
    }
}
