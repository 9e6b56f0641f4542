using Governance.Access;

namespace Governance.Messaging;

/// <summary>Which events a reader of the log gets: never more than its caller may see.</summary>
public sealed class EventFilter
{
    private readonly IReadOnlyList<Area>? areas;    // null = everywhere; empty = nothing
    private readonly HashSet<string>? types;
    private readonly HashSet<string> above;         // divisions that the areas lie in

    private EventFilter(IReadOnlyList<Area>? areas, HashSet<string>? types)
    {
        (this.areas, this.types) = (areas, types);
        above = [.. (areas ?? []).SelectMany(a => Levels.Where(l => l < a.Code.Length).Select(l => a.Code[..l]))];
    }

    private EventFilter(IReadOnlyList<Area>? areas, IReadOnlyCollection<string> types) : this(areas, types.Count == 0 ? null : types.ToHashSet(StringComparer.Ordinal)) { }

    /// <summary>
    /// Events in the caller's areas, and those of the divisions around them that hold for everything inside (<see cref="Events.HoldsBelowAttribute"/>). Without areas, or with a permission that reaches only one's own or one's unit's rows, nothing: events carry neither
    /// owner nor unit.
    /// </summary>
    /// <param name="caller">Who reads. What it may see is fixed now, not when it reads.</param>
    /// <param name="types">Names as <see cref="EventType.NameOf"/> gives them; none = all.</param>
    /// <param name="within">Narrows to these areas; none = all of the caller's. What lies outside the caller's is left out.</param>
    public static EventFilter For(Caller caller, IReadOnlyCollection<string> types, IReadOnlyCollection<Area>? within = null)
    {
        if (caller.IsSystem) return new EventFilter(within is { Count: > 0 } ? [.. within] : null, types);
        if (caller.Reach != Reach.Area) return new EventFilter([], types);
        if (within is not { Count: > 0 }) return new EventFilter(caller.Areas, types);
        var both = within.Where(a => caller.Covers(a.Code)).Concat(caller.Areas.Where(a => within.Any(w => w.Covers(a.Code)))).Select(a => a.Code);
        return new EventFilter(Area.Distinct(both), types);
    }

    /// <summary>The same, but of these types at most. None of them asked for is nothing, and not everything.</summary>
    public EventFilter AtMost(IReadOnlySet<string> allowed) => new(areas, types is null ? allowed.ToHashSet(StringComparer.Ordinal) : types.Where(allowed.Contains).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether it lets nothing through, whatever happens.</summary>
    public bool IsEmpty => areas is { Count: 0 } || types is { Count: 0 };

    internal bool Lets(LoggedEvent e)
    {
        if (types is not null && !types.Contains(e.Type)) return false;
        if (areas is null) return true;
        foreach (var area in areas)
        {
            if (area.Covers(e.Area)) return true;
        }
        return EventType.HoldBelow.Contains(e.Type) && above.Contains(e.Area);
    }

    private static readonly int[] Levels = [2, 4, 6, 9, 12];

    // For the database: the types, the outer bounds of the areas in collation C, and what is around them.
    internal string[]? Types => types is null ? null : [.. types];

    internal string? From => areas?.Select(a => a.Code).Min(StringComparer.Ordinal);

    internal string[] Above => [.. above];

    internal string? To => areas?.Select(a => a.End).Max(StringComparer.Ordinal);
}
