using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Communities;

/// <summary>What the slices about one reorganisation share.</summary>
internal sealed class ReorganizationDesk(GridDb db, Caller caller)
{
    public async Task<Reorganization> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var plan = await db.Reorganizations.FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw ReorganizationRefusals.NotFound(id);
        Etag.Match(etag, plan.Version);
        return plan;
    }

    /// <summary>A town may hold the permission by mistake; it still answers for no county.</summary>
    public void MustBeTheCounty(Reorganization plan)
    {
        if (!caller.Covers(plan.County)) throw ReorganizationRefusals.CountyMustDecide();
    }
}
