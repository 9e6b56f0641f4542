using System.Collections.Frozen;
using Governance.Rpc;

namespace Governance.Map;

/// <summary>What a time limit counts.</summary>
public enum TimeLimitUnit
{
    /// <summary>An hour by the clock.</summary>
    ClockHour = 1,

    /// <summary>An hour of work.</summary>
    WorkingHour = 2,

    /// <summary>Seven hours of work.</summary>
    WorkingDay = 3,
}

/// <summary>A time limit, e.g. 7 working days.</summary>
/// <param name="Amount">How many.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct TimeLimit(int Amount, TimeLimitUnit Unit)
{
    /// <summary>Nights and weekends count.</summary>
    public bool ByClock => Unit == TimeLimitUnit.ClockHour;

    /// <summary>As time of the clock, or as time of work.</summary>
    public TimeSpan Span => Unit == TimeLimitUnit.WorkingDay ? WorkingCalendar.Day * Amount : TimeSpan.FromHours(Amount);
}

/// <summary>A moment, and whether it lies beyond the published calendar.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Provisional">It was counted across a year whose days are not published yet.</param>
public readonly record struct Deadline(DateTimeOffset At, bool Provisional);

/// <summary>
/// Working time in China: 9:00 to 12:00 and 13:00 to 17:00 on working days. Days that differ from Monday to Friday are data; a year without data is not
/// published yet, so only the statutory holidays of fixed date are known and what is counted across it is provisional.
/// </summary>
/// <param name="exceptions">Days that differ from Monday to Friday.</param>
public sealed class WorkingCalendar(IEnumerable<(DateOnly Date, bool Working)> exceptions)
{
    /// <summary>A working day in working time.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(7);
    private static readonly (TimeSpan From, TimeSpan To)[] Shifts = [(TimeSpan.FromHours(9), TimeSpan.FromHours(12)), (TimeSpan.FromHours(13), TimeSpan.FromHours(17))];

    // Decree on holidays (2024): New Year, Labour Day 1-2 May, National Day 1-3 October. Spring Festival, Qingming, Dragon Boat and Mid-Autumn move.
    private static readonly FrozenSet<(int Month, int Day)> Statutory = FrozenSet.ToFrozenSet([(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]);

    private readonly FrozenDictionary<DateOnly, bool> days = exceptions.ToFrozenDictionary(d => d.Date, d => d.Working);
    private readonly FrozenSet<int> years = exceptions.Select(d => d.Date.Year).ToFrozenSet();

    /// <summary>Whether the days of a year are known.</summary>
    public bool IsPublished(int year) => years.Contains(year);

    /// <summary>Whether a day is worked on.</summary>
    public bool IsWorkingDay(DateOnly date) => days.TryGetValue(date, out var working)
        ? working
        : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (IsPublished(date.Year) || !Statutory.Contains((date.Month, date.Day)));

    /// <summary>When <paramref name="span"/> has passed, by the clock or in working time.</summary>
    public Deadline Add(DateTimeOffset from, TimeSpan span, bool byClock)
    {
        if (byClock) return new(from + span, false);
        if (span <= TimeSpan.Zero) return new(from, false);
        var provisional = false;
        var left = span;
        for (var date = ChinaTime.DateOf(from); ; date = date.AddDays(1))
        {
            provisional |= !IsPublished(date.Year);
            if (!IsWorkingDay(date)) continue;
            foreach (var (start, end) in ShiftsOf(date))
            {
                var begin = start < from ? from : start;
                if (begin >= end) continue;
                if (left <= end - begin) return new((begin + left).ToUniversalTime(), provisional);
                left -= end - begin;
            }
        }
    }

    /// <summary>Time between two moments, by the clock or in working time; negative never.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, bool byClock)
    {
        if (to <= from) return TimeSpan.Zero;
        if (byClock) return to - from;
        var sum = TimeSpan.Zero;
        for (var date = ChinaTime.DateOf(from); date <= ChinaTime.DateOf(to); date = date.AddDays(1))
        {
            if (!IsWorkingDay(date)) continue;
            foreach (var (start, end) in ShiftsOf(date))
            {
                var begin = start < from ? from : start;
                var until = end > to ? to : end;
                if (until > begin) sum += until - begin;
            }
        }
        return sum;
    }

    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> ShiftsOf(DateOnly date)
    {
        var midnight = ChinaTime.StartOf(date);
        foreach (var (from, to) in Shifts) yield return (midnight + from, midnight + to);
    }
}
