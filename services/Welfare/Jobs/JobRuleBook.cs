using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Jobs;

/// <summary>Which rule holds in a month: that of the nearest division, there the latest that had begun.</summary>
internal sealed class JobRuleBook(WelfareDb db)
{
    private List<JobRule>? all;

    public async ValueTask<JobRule?> FindAsync(string area, DateOnly month, CancellationToken cancel) => (await OfAsync(area, cancel)).Find(r => r.Since <= month);

    /// <summary>Those of a division and of what is above it, the nearest first, there the latest.</summary>
    public async ValueTask<List<JobRule>> OfAsync(string area, CancellationToken cancel)
    {
        // Some hundreds at most, asked for once a call; a rule of the province holds for whoever sees none of its rows.
        all ??= await db.Everywhere<JobRule>("a rule holds for everybody below its division").AsNoTracking().ToListAsync(cancel);
        return [.. all.Where(r => area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since)];
    }
}
