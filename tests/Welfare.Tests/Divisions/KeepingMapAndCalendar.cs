using Governance.Events.Grid.V1;

namespace Governance.Welfare.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class KeepingMapAndCalendar(WelfareAppWithBroker app)
{
    [Fact]
    public async Task What_grid_adds_renames_and_retires_is_the_same_here()
    {
        const string added = "510104017990", renamed = "510104018003", retired = "510104018004";
        await app.PublishAsync(new DivisionsImported(Guid.Parse(NewId()), "51", [added], [renamed], [retired], 1, 1, 1, ["新社区居委会"], ["改名社区居委会"]));
        await EventuallyAsync("the map has changed", async () => await app.Query<bool>("""
            select (select name from divisions where code = $1) = '新社区居委会' and (select name from divisions where code = $2) = '改名社区居委会' and (select retired_at is not null from divisions where code = $3)
            """, added, renamed, retired));
    }

    [Fact]
    public async Task A_year_that_grid_publishes_replaces_the_year_here()
    {
        await app.PublishAsync(new CalendarPublished(Guid.Parse(NewId()), "51", 2031, [new(2031, 1, 1), new(2031, 1, 2)], [new(2031, 1, 4)], app.Clock.GetUtcNow()));
        await EventuallyAsync("the year is here", async () => await Year(), year => year == "2031-01-01 f, 2031-01-02 f, 2031-01-04 t");
        await app.PublishAsync(new CalendarPublished(Guid.Parse(NewId()), "51", 2031, [new(2031, 1, 1)], [], app.Clock.GetUtcNow()));
        await EventuallyAsync("it is replaced", async () => await Year(), year => year == "2031-01-01 f");

        Task<string> Year() => app.Query<string>("select coalesce(string_agg(date || ' ' || left(working::text, 1), ', ' order by date), '') from calendar_days where date between '2031-01-01' and '2031-12-31'");
    }

    [Fact]
    public async Task The_files_again_change_nothing_and_wrong_ones_are_refused()
    {
        var file = Path.Combine(Servers.Repository.Root, "deploy", "data", "china-working-calendar.csv");
        var days = File.ReadLines(file).Count() - 1;
        Assert.Contains($"calendar: 0 of {days} days changed", (await Ran("calendar", file)).Said, StringComparison.Ordinal);
        Assert.Equal(2, (await Ran("calendar", "no-such-file")).Exit);
        var wrong = Path.GetTempFileName();
        await File.WriteAllTextAsync(wrong, "date,kind,name\n2031-02-30,holiday,x\n2031-02-28,feast,x\n");
        var (exit, said) = await Ran("calendar", wrong);
        File.Delete(wrong);
        Assert.Equal(1, exit);
        Assert.Contains("line 2 NOT_A_DATE", said, StringComparison.Ordinal);
        Assert.Contains("line 3 UNKNOWN_KIND", said, StringComparison.Ordinal);
        Assert.Equal(0, (await Ran("map", SmallMap.File)).Exit);
        Assert.Contains("map: 0 of 37728", (await Ran("map", SmallMap.File)).Said, StringComparison.Ordinal);

        async Task<(int Exit, string Said)> Ran(params string[] arguments) => await app.RunCommandAsync(arguments) is var (code, output) ? (code, output.Trim()) : default;
    }
}
