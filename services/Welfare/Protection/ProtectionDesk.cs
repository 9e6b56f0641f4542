using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

/// <summary>Finds reports inside the caller's areas, and saves them.</summary>
internal sealed class ProtectionDesk(WelfareDb db, Caller caller, DivisionMap map, ChildReportWire wire, TimeProvider clock)
{
    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public async Task<ChildReport> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var report = await db.ChildReports.Include(r => r.Steps).FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw ChildReportRefusals.NotFound(id);
        Etag.Match(etag, report.Version);
        return report;
    }

    public async Task<Wire.ChildReport> SaveAsync(ChildReport report, CancellationToken cancel)
    {
        var place = await map.NameAsync(report.Area, cancel);
        return await db.SaveAsync(() => wire.Of(report, whole: true, place), cancel);
    }

    /// <summary>The limits of the day.</summary>
    public async Task<ProtectionRule> LimitsAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        return await db.Everywhere<ProtectionRule>("limits of the province hold for everybody").AsNoTracking().Where(r => r.Since <= today).OrderByDescending(r => r.Since).FirstAsync(cancel);
    }
}
