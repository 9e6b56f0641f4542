using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Assessments;

/// <summary>Finds the version of a form that is used on a day.</summary>
internal sealed class FormLibrary(WelfareDb db)
{
    public async Task<FormVersion?> InForceAsync(string code, DateOnly on, CancellationToken cancel) =>
        await db.FormVersions.AsNoTracking().Where(f => f.Code == code && f.ValidFrom <= on).OrderByDescending(f => f.Version).FirstOrDefaultAsync(cancel);

    public async Task<List<FormVersion>> AllInForceAsync(DateOnly on, CancellationToken cancel) =>
        [.. (await db.FormVersions.AsNoTracking().Where(f => f.ValidFrom <= on).ToListAsync(cancel)).GroupBy(f => f.Code).Select(g => g.MaxBy(f => f.Version)!).OrderBy(f => f.Code, StringComparer.Ordinal)];
}
