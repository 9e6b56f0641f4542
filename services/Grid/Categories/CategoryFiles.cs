using System.Globalization;
using Governance.Grid.Calendar;
using Governance.Grid.Calls;
using Governance.Map;
using Microsoft.EntityFrameworkCore;
using nietras.SeparatedValues;

namespace Governance.Grid.Categories;

/// <summary>Categories, units and the calendar as CSV files; the same files again change nothing.</summary>
internal static class CategoryFiles
{
    /// <summary>categories.csv: code,name,level,unit_suffix,accept_amount,accept_unit,resolve_amount,resolve_unit,private,emergency.</summary>
    public static async Task<string> ImportCategoriesAsync(IServiceProvider services, string path, CancellationToken cancel)
    {
        var db = services.GetRequiredService<GridDb>();
        var known = await db.Categories.ToDictionaryAsync(c => c.Code, cancel);
        var (added, changed, total) = (0, 0, 0);
        foreach (var row in Rows(path))
        {
            var code = row["code"];
            var category = known.GetValueOrDefault(code);
            if (category is null) { category = new Category { Code = code, Name = row["name"] }; db.Add(category); added++; }
            category.Name = row["name"];
            category.Level = Enum.Parse<ResponseLevel>(row["level"], ignoreCase: true);
            category.DefaultUnitSuffix = row["unit_suffix"];
            category.AcceptAmount = int.Parse(row["accept_amount"], CultureInfo.InvariantCulture);
            category.AcceptUnit = UnitOf(row["accept_unit"]);
            category.ResolveAmount = int.Parse(row["resolve_amount"], CultureInfo.InvariantCulture);
            category.ResolveUnit = UnitOf(row["resolve_unit"]);
            category.Private = bool.Parse(row["private"]);
            category.Emergency = bool.Parse(row["emergency"]);
            if (db.Entry(category).State == EntityState.Modified) changed++;
            total++;
        }
        if (added + changed > 0) await db.SaveAsync(cancel);
        return Counted(added, changed, total);
    }

    /// <summary>
    /// units.csv: suffix,name[,retired]; one unit of each kind for every county of the map. A kind whose column retired says true is retired everywhere, and so are the units of a county that is no
    /// more; what they had is taken back by <see cref="OwnerClock"/>.
    /// </summary>
    public static async Task<string> ImportUnitsAsync(IServiceProvider services, string path, CancellationToken cancel)
    {
        var db = services.GetRequiredService<GridDb>();
        var known = await db.Units.ToDictionaryAsync(u => u.Code, cancel);
        var counties = await db.Divisions.AsNoTracking().Where(d => d.Code.Length == 6 && d.RetiredAt == null).OrderBy(d => d.Code).ToListAsync(cancel);
        var kinds = Rows(path);
        var (added, changed) = (0, 0);
        foreach (var county in counties)
        {
            foreach (var kind in kinds)
            {
                var (code, name) = ($"{county.Code}-{kind["suffix"]}", county.Name + kind["name"]);
                var retired = string.Equals(kind.GetValueOrDefault("retired"), "true", StringComparison.OrdinalIgnoreCase);
                if (known.TryGetValue(code, out var unit)) { if ((unit.Name, unit.Retired) != (name, retired)) { (unit.Name, unit.Retired) = (name, retired); changed++; } }
                else if (!retired) { db.Add(new Unit { Code = code, Name = name, DivisionCode = county.Code }); added++; }
            }
        }
        var there = counties.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in known.Values.Where(u => u.DivisionCode.Length == 6 && !u.Retired && !there.Contains(u.DivisionCode))) { unit.Retired = true; changed++; }
        if (added + changed > 0) await db.SaveAsync(cancel);
        return Counted(added, changed, counties.Count * kinds.Count);
    }

    /// <summary>china-working-calendar.csv: date,kind,name with kind holiday or workday.</summary>
    public static async Task<string> ImportCalendarAsync(IServiceProvider services, string path, CancellationToken cancel)
    {
        var db = services.GetRequiredService<GridDb>();
        var days = Rows(path).Select(r => new CalendarDay
        {
            Date = DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Working = r["kind"] switch { "workday" => true, "holiday" => false, var other => throw new FormatException($"kind '{other}' is neither holiday nor workday") },
            Name = r["name"],
        }).ToList();
        var changed = 0;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var year in days.GroupBy(d => d.Date.Year))
        {
            if (await db.ReplaceYearAsync(year.Key, new SortedDictionary<DateOnly, CalendarDay>(year.ToDictionary(d => d.Date)), now, cancel)) changed++;
        }
        if (changed > 0)
        {
            await db.SaveAsync(cancel);
            await db.WakeProvisionalAsync(now, cancel);
        }
        return $"{changed} years changed, {days.Count} days in all";
    }

    private static List<Dictionary<string, string>> Rows(string path)
    {
        using var file = Sep.Reader(o => o with { Unescape = true }).FromFile(path);
        var names = file.Header.ColNames;
        var rows = new List<Dictionary<string, string>>();
        foreach (var row in file)
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in names) cells[name] = row[name].ToString();
            rows.Add(cells);
        }
        return rows;
    }

    private static TimeLimitUnit UnitOf(string text) => text switch
    {
        "clock_hour" => TimeLimitUnit.ClockHour,
        "working_hour" => TimeLimitUnit.WorkingHour,
        "working_day" => TimeLimitUnit.WorkingDay,
        _ => throw new FormatException($"unit '{text}' is none of clock_hour, working_hour, working_day"),
    };

    private static string Counted(int added, int changed, int total) => $"{added} added, {changed} changed, {total} in all";
}
