using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Members;

/// <summary>Which rule holds for a step on a day: that of the nearest division, there the latest that had begun.</summary>
internal sealed class MemberRuleBook(PartyDb db, TimeProvider clock)
{
    private List<MemberRule>? all;

    public async ValueTask<MemberRule> ForAsync(string area, MemberRuleKind kind, DateOnly on, CancellationToken cancel)
    {
        all ??= await db.MemberRules.AsNoTracking().ToListAsync(cancel);
        return all.Where(r => r.Kind == kind && r.Since <= on && area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault()
            ?? MemberRule.Set(area, kind, 0, 0, 0, 0, [], on, clock.GetUtcNow());
    }

    public ValueTask<MemberRule> ForAsync(string area, MemberState to, DateOnly on, CancellationToken cancel) => ForAsync(area, (MemberRuleKind)(int)to, on, cancel);
}
