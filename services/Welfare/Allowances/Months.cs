using System.Globalization;
using Governance.Rpc;

namespace Governance.Welfare.Allowances;

/// <summary>Months, kept as their first day.</summary>
internal static class Months
{
    private const string Format = "yyyy-MM";

    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly Of(DateTimeOffset at) => Of(ChinaTime.DateOf(at));

    public static DateOnly Read(Check check, string field, string text)
    {
        check.That(DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month), field, text.Length == 0 ? "REQUIRED" : "NOT_A_MONTH", "应为 2026-03 这样的月份");
        return month;
    }

    public static string Text(DateOnly month) => month.ToString(Format, CultureInfo.InvariantCulture);
}
