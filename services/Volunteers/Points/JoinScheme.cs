using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class JoinScheme(VolunteersDb db, PointDesk desk, PointLedger ledger)
{
    public async Task<Wire.PointAccount> Handle(Wire.JoinSchemeRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.VolunteerAsync(request.VolunteerId, new Check().Id("scheme_id", request.SchemeId, out var schemeId), cancel);
        volunteer.MustBeActive();
        var scheme = await db.PointSchemes.AsNoTracking().FirstOrDefaultAsync(s => s.Id == schemeId, cancel) ?? throw PointRefusals.NoScheme();
        var account = await db.PointAccounts.FirstOrDefaultAsync(a => a.SchemeId == schemeId && a.VolunteerId == volunteer.Id, cancel);
        if (account is null) db.Add(account = PointAccount.Join(scheme, volunteer.Id, volunteer.Home, volunteer.Owner, ledger.Now));
        else account.Rejoin(scheme, volunteer.Owner, ledger.Now);
        var balance = await ledger.BalanceAsync(account, scheme, cancel);
        try
        {
            return await db.SaveAsync(() => account.ToWire(balance), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PointAccountTable.JoinedOnce)
        {
            throw PointRefusals.JoinedAlready();
        }
    }
}
