using System.Globalization;
using Governance.Events.Grid.V1;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using nietras.SeparatedValues;

namespace Governance.Map;

/// <summary>
/// Keeps the working calendar of a service that does not own it. Grid owns it: its file fills the table once (<see cref="Command"/>), and from then on
/// <see cref="CalendarPublished"/> brings each year. Both may be repeated.
/// </summary>
public sealed class CalendarUpdate(GovernanceDb db, ProvinceCalendar calendar)
{
    /// <summary><c>calendar FILE</c>: days from a CSV file with the columns date, kind (holiday or workday) and name. A year that the file holds is replaced whole.</summary>
    public static GovernanceCommand Command { get; } = new("calendar", "FILE.csv: days (columns date, kind, name); the same file again changes nothing", RunAsync);

    /// <summary>Takes over a year that Grid has published; repeating it is harmless.</summary>
    /// <returns>How many days differ from before.</returns>
    public Task<int> ApplyAsync(CalendarPublished published, CancellationToken cancel)
    {
        DateOnly[] days = [.. published.Holidays, .. published.Workdays];
        return PutAsync([published.Year], days, [.. days.Select((_, at) => at >= published.Holidays.Count)], [.. days.Select(_ => "")], cancel);
    }

    // A name that is not told, as by the event, leaves the one that is there.
    private async Task<int> PutAsync(int[] years, DateOnly[] days, bool[] working, string[] names, CancellationToken cancel)
    {
        var gone = await db.Database.ExecuteSqlRawAsync("delete from calendar_days where extract(year from date)::int = any ({0}) and date <> all ({1})", [years, days], cancel);
        var put = await db.Database.ExecuteSqlRawAsync("""
            insert into calendar_days (date, working, name) select * from unnest({0}, {1}, {2}) as wanted (date, working, name)
            on conflict (date) do update set working = excluded.working, name = coalesce(nullif(excluded.name, ''), calendar_days.name)
            where calendar_days.working <> excluded.working or (excluded.name <> '' and calendar_days.name <> excluded.name)
            """, [days, working, names], cancel);
        calendar.Forget();
        return gone + put;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        if (args is not [var path] || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync("calendar: give the CSV file of the working calendar (columns date, kind, name)");
            return 2;
        }
        List<DateOnly> days = [];
        List<bool> working = [];
        List<string> names = [];
        var check = new Check();
        using (var file = Sep.Reader(o => o with { Unescape = true }).FromFile(path))
        {
            foreach (var row in file)
            {
                var line = $"line {row.LineNumberFrom}";
                check.Date(line, row["date"].ToString(), out var date).That(row["kind"].ToString() is "holiday" or "workday", line, "UNKNOWN_KIND", "种类应为 holiday 或 workday");
                days.Add(date);
                working.Add(row["kind"].ToString() == "workday");
                names.Add(row["name"].ToString());
            }
        }
        if (!check.Passed)
        {
            foreach (var wrong in check.Violations) await Console.Error.WriteLineAsync($"calendar: {wrong.Field} {wrong.Reason} {wrong.Chinese}");
            return 1;
        }
        var changed = await services.GetRequiredService<CalendarUpdate>().PutAsync([.. days.Select(d => d.Year).Distinct()], [.. days], [.. working], [.. names], cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calendar: {changed} of {days.Count} days changed"));
        return 0;
    }
}
