using System.Collections.Frozen;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Map;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Categories;

/// <summary>Where a call goes, and why.</summary>
internal readonly record struct Dispatch(string? Unit, string Reason);

/// <summary>What every command needs to classify, dispatch and time a call, at one moment.</summary>
internal sealed class Reference(IReadOnlyList<Category> categories, IReadOnlyList<Unit> units, IReadOnlyList<DispatchRule> rules, WorkingCalendar calendar)
{
    private readonly FrozenDictionary<string, Category> categories = categories.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, Unit> units = units.ToFrozenDictionary(u => u.Code, StringComparer.Ordinal);
    private readonly FrozenDictionary<(string, string), DispatchRule> rules = rules.ToFrozenDictionary(r => (r.Area, r.CategoryCode));

    // What counts for a call that nobody has classified: it must not be without a clock.
    private static readonly Category Unclassified = new()
    {
        Code = "", Name = "未分类", Level = ResponseLevel.County, AcceptAmount = 4, AcceptUnit = TimeLimitUnit.WorkingHour, ResolveAmount = 5, ResolveUnit = TimeLimitUnit.WorkingDay,
    };

    public WorkingCalendar Calendar { get; } = calendar;

    public IEnumerable<Category> Categories => categories.Values.OrderBy(c => c.Code, StringComparer.Ordinal);

    /// <summary>A leaf, or null: groups cannot be given to calls.</summary>
    public Category? Leaf(string code) => categories.TryGetValue(code, out var category) && category.IsLeaf ? category : null;

    /// <summary>Codes of a group's leaves.</summary>
    public IEnumerable<string> LeavesOf(string group) => categories.Values.Where(c => c.IsLeaf && c.Code.StartsWith(group, StringComparison.Ordinal)).Select(c => c.Code).Order(StringComparer.Ordinal);

    public Category OrUnclassified(string? code) => code is not null && categories.TryGetValue(code, out var category) ? category : Unclassified;

    public string NameOf(string? category) => category is null ? "" : categories.GetValueOrDefault(category)?.Name ?? category;

    /// <summary>A unit that takes calls, or null.</summary>
    public Unit? Unit(string? code) => code is not null && units.TryGetValue(code, out var unit) && !unit.Retired ? unit : null;

    public string UnitName(string code) => units.GetValueOrDefault(code)?.Name ?? code;

    /// <summary>The same with other rules of one division, to see what they would do.</summary>
    public Reference WithRules(string area, IEnumerable<DispatchRule> instead) =>
        new([.. categories.Values], [.. units.Values], [.. rules.Values.Where(r => r.Area != area), .. instead], Calendar);

    /// <summary>
    /// The rule with the longest place decides, among those the one with the longest category; without a rule the category's own unit of the county;
    /// without that the centre's queue. The reason is said in the timeline.
    /// </summary>
    public Dispatch Dispatch(Category category, string place)
    {
        if (!category.IsLeaf) return new(null, "尚未分类，待中心分类派单");
        for (var at = place; at is not null; at = Area.ParentOf(at))
        {
            foreach (var code in (ReadOnlySpan<string>)[category.Code, category.Code[..2], ""])
            {
                if (!rules.TryGetValue((at, code), out var rule)) continue;
                if (rule.UnitCode is null) return new(null, $"按 {at} 的派单规则，类别“{category.Name}”由中心派单");
                if (Unit(rule.UnitCode) is { } chosen) return new(chosen.Code, $"按 {at} 的派单规则，类别“{category.Name}”派给{chosen.Name}");
            }
        }
        if (category.DefaultUnitSuffix.Length > 0 && place.Length >= 6 && Unit($"{place[..6]}-{category.DefaultUnitSuffix}") is { } unit)
        {
            return new(unit.Code, $"类别“{category.Name}”默认由{unit.Name}承办");
        }
        return new(null, $"类别“{category.Name}”在此地没有自动派单规则，由中心派单");
    }
}

/// <summary>Reference in memory; at most a minute old, so that what another replica imports is seen within a minute.</summary>
internal sealed class ReferenceNow(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How old it may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile Loaded? loaded;

    public async ValueTask<Reference> GetAsync(CancellationToken cancel)
    {
        if (loaded is { } now && clock.GetElapsedTime(now.At) < Fresh) return now.Reference;
        await loading.WaitAsync(cancel);
        try
        {
            if (loaded is { } other && clock.GetElapsedTime(other.At) < Fresh) return other.Reference;
            var at = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("grid.reference", "rules and calendar apply to every caller");
            var db = scope.ServiceProvider.GetRequiredService<GridDb>();
            var reference = new Reference(
                await db.Categories.AsNoTracking().ToListAsync(cancel),
                await db.Units.AsNoTracking().ToListAsync(cancel),
                await db.DispatchRules.AsNoTracking().ToListAsync(cancel),
                new WorkingCalendar((await db.CalendarDays.AsNoTracking().ToListAsync(cancel)).Select(d => (d.Date, d.Working))));
            loaded = new Loaded(reference, at);
            return reference;
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>What is in memory, however old; null before the first use.</summary>
    public Reference? Known => loaded?.Reference;

    /// <summary>After a change in this process.</summary>
    public void Forget() => loaded = null;

    private sealed record Loaded(Reference Reference, long At);
}
