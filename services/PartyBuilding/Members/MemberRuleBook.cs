using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Members;

/// <summary>Which rule holds for a step on a day: that of the nearest division, there the latest that had begun; never less than the floor of that day.</summary>
internal sealed class MemberRuleBook(PartyDb db, TimeProvider clock)
{
    private List<MemberRule>? all;
    private List<MemberFloor>? floors;

    public async ValueTask<MemberRule> ForAsync(string area, MemberRuleKind kind, DateOnly on, CancellationToken cancel)
    {
        all ??= await db.MemberRules.AsNoTracking().ToListAsync(cancel);
        var rule = all.Where(r => r.Kind == kind && r.Since <= on && area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault()
            ?? MemberRule.Set(area, kind, 0, 0, 0, 0, [], MemberRule.UsualEntryDays, on, clock.GetUtcNow());
        return await FloorAsync(kind, on, cancel) is { } floor ? floor.Complete(rule, clock.GetUtcNow()) : rule;
    }

    public ValueTask<MemberRule> ForAsync(string area, MemberState to, DateOnly on, CancellationToken cancel) => ForAsync(area, (MemberRuleKind)(int)to, on, cancel);

    /// <summary>The floor that holds on a day; null = none does.</summary>
    public async ValueTask<MemberFloor?> FloorAsync(MemberRuleKind kind, DateOnly on, CancellationToken cancel)
    {
        floors ??= await db.MemberFloors.AsNoTracking().ToListAsync(cancel);
        return floors.Where(f => f.Kind == kind && f.Since <= on).MaxBy(f => f.Since);
    }
}
