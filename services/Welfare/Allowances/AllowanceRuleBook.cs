using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Allowances;

/// <summary>Which rule holds in a month: that of the nearest division, there the latest that had begun.</summary>
internal sealed class AllowanceRuleBook(WelfareDb db)
{
    private List<AllowanceRule>? all;

    public async ValueTask<AllowanceRule?> FindAsync(string area, AllowanceKind kind, DateOnly month, CancellationToken cancel)
    {
        // Some hundreds at most, asked for once a call; a rule of the province holds for whoever sees none of its rows.
        all ??= await db.Everywhere<AllowanceRule>("a rule holds for everybody below its division").AsNoTracking().ToListAsync(cancel);
        return all.Where(r => r.Kind == kind && r.Since <= month && area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault();
    }
}
