using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calendar;

internal sealed class ListCalendarDays(GridDb db)
{
    public async Task<Wire.ListCalendarDaysResponse> Handle(Wire.ListCalendarDaysRequest request, CancellationToken cancel)
    {
        new Check().Within("year", request.Year, 2020, 2100).OrThrow();
        return await db.YearAsync(request.Year, cancel);
    }
}

internal static class CalendarYear
{
    public static async Task<Wire.ListCalendarDaysResponse> YearAsync(this GridDb db, int year, CancellationToken cancel)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var days = await db.CalendarDays.AsNoTracking().Where(d => d.Date >= first && d.Date <= last).OrderBy(d => d.Date).ToListAsync(cancel);
        return Of(days);
    }

    public static Wire.ListCalendarDaysResponse Of(IReadOnlyCollection<CalendarDay> days)
    {
        var reply = new Wire.ListCalendarDaysResponse { Published = days.Count > 0 };
        reply.Days.AddRange(days.Select(d => new Wire.CalendarDay { Date = d.Date.ToString("yyyy-MM-dd", null), Working = d.Working, Name = d.Name }));
        return reply;
    }
}
