using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class FreezeAccount(VolunteersDb db)
{
    public async Task<Wire.Account> Handle(Wire.FreezeAccountRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var account = await db.Accounts.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw TimeBankRefusals.NoAccount(request.Id);
        account.Frozen = request.Frozen;
        db.AuditRead(account.Id, account.Area, request.Reason.Trim());
        return await db.SaveAsync(account.ToWire, cancel);
    }
}
