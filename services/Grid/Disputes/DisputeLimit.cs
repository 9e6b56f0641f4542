using Governance.Access;
using Governance.Grid.Calls;
using Governance.Map;

namespace Governance.Grid.Disputes;

// The numbers are those of the proto; the first four are those of ResponseLevel.
internal enum DisputeLimitKind { Community = 1, Town, County, City, Report }

/// <summary>A limit from a day on. Never changed: the next one takes its place.</summary>
internal sealed class DisputeLimit : IAreaScoped
{
    public required string Area { get; init; }
    public required DisputeLimitKind Kind { get; init; }
    public required DateOnly Since { get; init; }

    /// <summary>Working days; clock hours for a report.</summary>
    public required int Amount { get; init; }
}

/// <summary>The limits that hold in a place today, and the calendar they run by.</summary>
internal sealed class DisputeTerms(IReadOnlyDictionary<DisputeLimitKind, int> amounts, WorkingCalendar calendar)
{
    public WorkingCalendar Calendar { get; } = calendar;

    public TimeSpan ReportWithin => TimeSpan.FromHours(amounts[DisputeLimitKind.Report]);

    public TimeSpan Span(ResponseLevel level) => WorkingCalendar.Day * amounts[(DisputeLimitKind)level];

    /// <summary>The nearest place decides, and there the latest day.</summary>
    public static DisputeTerms Of(IEnumerable<DisputeLimit> limits, DateOnly today, WorkingCalendar calendar) => new(
        limits.Where(l => l.Since <= today).GroupBy(l => l.Kind).ToDictionary(g => g.Key, g => g.OrderByDescending(l => l.Area.Length).ThenByDescending(l => l.Since).First().Amount), calendar);
}
