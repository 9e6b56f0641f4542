using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>Finds orders under the seal of their person, and providers that serve in the caller's areas.</summary>
internal sealed class CareDesk(WelfareDb db, Caller caller, PersonDesk people)
{
    /// <summary>Providers of the caller's areas or of a division above.</summary>
    public IQueryable<CareProvider> ProvidersInSight => db.Everywhere<CareProvider>("a provider serves everybody below its division, and is no person").InOrAbove(caller.Areas);

    public async Task<CareOrder> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var order = await db.CareOrders.FirstOrDefaultAsync(o => o.Id == key, cancel) ?? throw CareRefusals.NotFound(id);
        await people.MustNotBeSealedAsync(order.PersonId, cancel);
        Etag.Match(etag, order.Version);
        return order;
    }
}
