using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

/// <summary>
/// Finds reports inside the caller's areas, and saves them. Under the seal of the child, with one exception: while a report is open a child is in danger, and whoever must act has to read where and what; only
/// that it is the one with the sealed record they are not told. What is closed nobody needs any more: it is under the seal like all the rest.
/// </summary>
internal sealed class ProtectionDesk(WelfareDb db, Caller caller, PersonDesk people, DivisionMap map, ChildReportWire wire, TimeProvider clock)
{
    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public async Task<ChildReport> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var report = await db.ChildReports.Include(r => r.Steps).FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw ChildReportRefusals.NotFound(id);
        if (report.State == ChildReportState.Closed && await IsVeiledAsync(report, cancel)) throw PersonRefusals.IsSealed();
        Etag.Match(etag, report.Version);
        return report;
    }

    public async Task<Wire.ChildReport> SaveAsync(ChildReport report, CancellationToken cancel)
    {
        var (place, veiled) = (await map.NameAsync(report.Area, cancel), await IsVeiledAsync(report, cancel));
        return await db.SaveAsync(() => wire.Of(report, whole: true, place, veiled), cancel);
    }

    private Task<bool> IsVeiledAsync(ChildReport report, CancellationToken cancel) => people.Veiled.AnyAsync(p => p.Id == report.PersonId, cancel);

    /// <summary>The limits of the day.</summary>
    public async Task<ProtectionRule> LimitsAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        return await db.Everywhere<ProtectionRule>("limits of the province hold for everybody").AsNoTracking().Where(r => r.Since <= today).OrderByDescending(r => r.Since).FirstAsync(cancel);
    }
}
