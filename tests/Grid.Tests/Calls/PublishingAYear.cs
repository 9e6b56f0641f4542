using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class PublishingAYear(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task Limits_that_were_provisional_are_worked_out_anew()
    {
        // The last days of 2026: the calendar of 2027 is not published when the tests ship.
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 29, 1, 0, 0, TimeSpan.Zero));
        var operate = app.As("province-operator", "51");
        Assert.False((await operate.Calendar.ListCalendarDaysAsync(new() { Year = 2027 })).Published);
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        Assert.True(call.ProvisionalDeadline);
        Assert.Equal(China("2027-01-07 17:00"), call.ResolveDueTime.ToDateTimeOffset());

        var year = new ImportCalendarRequest { Year = 2027, RequestId = NewId() };
        year.Days.AddRange(new[] { "01", "02", "03", "04", "05" }.Select(d => new CalendarDay { Date = "2027-01-" + d, Name = "元旦" }));
        Assert.True((await operate.Calendar.ImportCalendarAsync(year)).Published);

        for (var i = 0; i < 200 && call.ProvisionalDeadline; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(50);
            call = await app.Centre().Calls.GetCallAsync(new() { Id = call.Id });
        }
        Assert.False(call.ProvisionalDeadline);
        // The 4th and the 5th are off now: two working days later.
        Assert.Equal(China("2027-01-11 17:00"), call.ResolveDueTime.ToDateTimeOffset());
        Assert.Contains((await app.Centre().Calls.ListCallStepsAsync(new() { Id = call.Id })).Steps, s => s.Kind == "Reschedule");
    }

    [Fact]
    public async Task Every_wrong_day_is_named_and_only_the_province_may()
    {
        var year = new ImportCalendarRequest { Year = 2028, Days = { new CalendarDay { Date = "2028-02-30", Name = "春节" }, new CalendarDay { Date = "2027-01-01", Name = "元旦" }, new CalendarDay { Date = "2028-01-01" } } };
        await WrongFields(() => app.As("province-operator", "51").Calendar.ImportCalendarAsync(year), "days[0].date", "days[1].date", "days[2].name");
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Centre().Calendar.ImportCalendarAsync(year));
    }

    [Fact]
    public async Task The_tree_has_ten_groups_and_at_least_sixty_leaves_each_with_limits()
    {
        var categories = (await app.AsResident().Categories.ListCategoriesAsync(new())).Categories;

        Assert.Equal(10, categories.Count(c => c.Code.Length == 2));
        var leaves = categories.Where(c => c.Code.Length == 4).ToList();
        Assert.True(leaves.Count >= 60);
        Assert.All(leaves, l => Assert.True(l.AcceptLimit.Amount > 0 && l.ResolveLimit.Amount > 0 && l.Level != ResponseLevel.Unspecified));
        Assert.Contains(leaves, l => l.Emergency);
        Assert.Contains(leaves, l => l.Private);
        var units = await app.Centre().Categories.ListUnitsAsync(new() { DivisionCode = "510104", PageSize = 5 });
        Assert.Equal(5, units.Units.Count);
        Assert.NotEmpty(units.NextPageToken);
        Assert.All(units.Units, u => Assert.StartsWith("510104-", u.Code, StringComparison.Ordinal));
    }

    private static DateTimeOffset China(string at) => DateTimeOffset.Parse(at + " +08:00", null).ToUniversalTime();
}
