using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Emergencies;

/// <summary>Emergencies that touch the caller's areas: inside them or above.</summary>
internal sealed class EmergencyDesk(WelfareDb db, Caller caller)
{
    public IQueryable<Emergency> InSight => db.Everywhere<Emergency>("kind, level and place of an emergency are announced; the people on its list are rows of their own").InOrAbove(caller.Areas);

    public async Task<Emergency> FindAsync(string id, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        return await InSight.AsNoTracking().FirstOrDefaultAsync(e => e.Id == key, cancel) ?? throw EmergencyRefusals.NotFound(id);
    }
}
