using Governance.Map;

namespace Governance.Grid.Tests.Calls;

public sealed class CountingWorkingTime
{
    // National Day 2026: off 1 to 7 October, worked on Saturday 10 October.
    private static readonly WorkingCalendar Calendar = new(
    [
        .. Enumerable.Range(1, 7).Select(d => (new DateOnly(2026, 10, d), false)), (new DateOnly(2026, 10, 10), true),
    ]);

    [Theory]
    [InlineData("2026-03-04 09:00", 1, "2026-03-04 10:00")]     // within a shift
    [InlineData("2026-03-04 11:30", 1, "2026-03-04 13:30")]     // over lunch
    [InlineData("2026-03-04 16:00", 2, "2026-03-05 10:00")]     // over night
    [InlineData("2026-03-06 16:00", 2, "2026-03-09 10:00")]     // over the weekend
    [InlineData("2026-03-07 10:00", 1, "2026-03-09 10:00")]     // taken in on a Saturday
    [InlineData("2026-03-04 20:00", 7, "2026-03-05 17:00")]     // taken in at night, a whole day
    [InlineData("2026-09-30 16:00", 2, "2026-10-08 10:00")]     // over National Day
    [InlineData("2026-10-09 16:00", 2, "2026-10-10 10:00")]     // the make-up Saturday is worked
    [InlineData("2026-03-04 09:00", 0, "2026-03-04 09:00")]
    public void Working_hours_pass_only_while_people_work(string from, int hours, string due) =>
        Assert.Equal(At(due), Calendar.Add(At(from), TimeSpan.FromHours(hours), byClock: false).At);

    [Fact]
    public void Hours_of_the_clock_pass_always() => Assert.Equal(At("2026-10-03 12:00"), Calendar.Add(At("2026-10-02 12:00"), TimeSpan.FromHours(24), byClock: true).At);

    [Theory]
    [InlineData("2026-03-04 11:00", "2026-03-04 14:00", 2)]
    [InlineData("2026-03-06 16:00", "2026-03-09 10:00", 2)]
    [InlineData("2026-03-09 10:00", "2026-03-06 16:00", 0)]
    public void Between_two_moments_only_work_counts(string from, string to, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Calendar.Between(At(from), At(to), byClock: false));

    [Fact]
    public void Between_is_what_add_added()
    {
        var from = At("2026-02-27 15:20");
        for (var minutes = 0; minutes < 5000; minutes += 97)
        {
            var due = Calendar.Add(from, TimeSpan.FromMinutes(minutes), byClock: false).At;
            Assert.Equal(TimeSpan.FromMinutes(minutes), Calendar.Between(from, due, byClock: false));
        }
    }

    [Fact]
    public void A_year_that_is_not_published_makes_the_deadline_provisional()
    {
        Assert.False(Calendar.Add(At("2026-12-28 09:00"), WorkingCalendar.Day, byClock: false).Provisional);
        Assert.True(Calendar.Add(At("2026-12-30 09:00"), WorkingCalendar.Day * 3, byClock: false).Provisional);
        // New Year's Day has a fixed date: it is off whether published or not.
        Assert.Equal(At("2027-01-04 10:00"), Calendar.Add(At("2026-12-31 16:00"), TimeSpan.FromHours(2), byClock: false).At);
    }

    private static DateTimeOffset At(string china) => DateTimeOffset.Parse(china + " +08:00", null).ToUniversalTime();
}
