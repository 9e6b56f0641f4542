using System.Globalization;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Disputes;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calendar;

internal sealed class ImportCalendar(GridDb db, Caller caller, ReferenceNow reference, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.ListCalendarDaysResponse> Handle(Wire.ImportCalendarRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("year", request.Year, 2020, 2100).Few("days", request.Days.Count, 200, min: 1);
        var days = new SortedDictionary<DateOnly, CalendarDay>();
        for (var i = 0; i < request.Days.Count; i++)
        {
            var day = request.Days[i];
            check.Text($"days[{i}].name", day.Name, 50);
            if (!DateOnly.TryParseExact(day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) check.Broken($"days[{i}].date", "NOT_A_DATE", "应为 2026-10-01 这样的日期");
            else if (date.Year != request.Year) check.Broken($"days[{i}].date", "OTHER_YEAR", $"不在 {request.Year} 年");
            else if (!days.TryAdd(date, new CalendarDay { Date = date, Working = day.Working, Name = day.Name })) check.Broken($"days[{i}].date", "TWICE", "同一天出现了两次");
        }
        check.OrThrow();
        // One calendar for all: a city's operator must not move the deadlines of the others.
        caller.MustCover(Province);
        await db.ReplaceYearAsync(request.Year, days, clock.GetUtcNow(), cancel);
        var reply = await db.SaveAsync(() => CalendarYear.Of(days.Values), cancel);
        reference.Forget();
        await db.WakeProvisionalAsync(clock.GetUtcNow(), cancel);
        return reply;
    }
}

internal static class CalendarReplacement
{
    /// <summary>
    /// Lets the clocks look at every call and dispute whose limit is provisional; should this be lost, it looks when the limit strikes. Not at once: other replicas remember the old
    /// calendar for a minute, and a clock that struck before would find nothing new and look no more.
    /// </summary>
    public static async Task WakeProvisionalAsync(this GridDb db, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? at = now + ReferenceNow.Fresh + TimeSpan.FromSeconds(1);
        await db.Everywhere<Call>("the calendar is the whole country's; only the clock's own column is touched")
            .Where(c => c.Times.Provisional && c.Times.NextAlarmAt > at)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Times.NextAlarmAt, at), cancel);
        await db.Everywhere<Dispute>("as for calls").Where(d => d.Provisional && d.NextAlarmAt > at).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAlarmAt, at), cancel);
    }

    /// <summary>Brings a year to the given days and, if anything differs, tells the other services; takes effect with SaveAsync. Says whether anything differs.</summary>
    public static async Task<bool> ReplaceYearAsync(this GridDb db, int year, SortedDictionary<DateOnly, CalendarDay> days, DateTimeOffset at, CancellationToken cancel)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var before = await db.CalendarDays.Where(d => d.Date >= first && d.Date <= last).ToDictionaryAsync(d => d.Date, cancel);
        var changed = false;
        foreach (var day in days.Values)
        {
            if (!before.Remove(day.Date, out var known)) { db.Add(day); changed = true; }
            else if (known.Working != day.Working || known.Name != day.Name) { (known.Working, known.Name) = (day.Working, day.Name); changed = true; }
        }
        db.RemoveRange(before.Values);
        if (!changed && before.Count == 0) return false;
        db.Add(CalendarPublication.Of(year, [.. days.Values.Select(d => (d.Date, d.Working))], at));
        return true;
    }
}
