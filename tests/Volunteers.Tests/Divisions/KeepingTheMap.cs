using Governance.Events.Grid.V1;
using Governance.Volunteers.Tests.Registrations;

namespace Governance.Volunteers.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class KeepingTheMap(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task What_grid_adds_renames_and_retires_is_the_same_here()
    {
        const string added = "510104017990", renamed = SmallMap.OtherTown, retired = "510104017002";
        await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(People.ToRegister(home: added)), "division_code");
        await app.PublishAsync(new DivisionsImported(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "51", [added], [renamed], [retired], 1, 1, 1, ["新社区居委会"], ["改名社区居委会"]));

        await EventuallyAsync("the place is here", async () => await app.Query<bool>("select exists (select from divisions where code = $1)", added));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("新社区居委会", (await app.Town().Registrations.RegisterVolunteerAsync(People.ToRegister(home: added))).DivisionName);
        Assert.Equal("改名社区居委会", (await app.County().Registrations.RegisterVolunteerAsync(People.ToRegister(home: renamed))).DivisionName);
        await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(People.ToRegister(home: retired)), "division_code");
    }

    [Fact]
    public async Task The_file_of_the_map_again_changes_nothing()
    {
        var (exit, said) = await app.RunCommandAsync("map", SmallMap.File);
        Assert.True(exit == 0, said);
        Assert.Equal(37_728, await app.Query<long>("select count(*) from divisions where code <> '510104017990'"));
        Assert.Contains("map: 0 of 37728", (await app.RunCommandAsync("map", SmallMap.File)).Output, StringComparison.Ordinal);
        // Every upgrade reads the file of the image: what Grid has retired since stays so.
        var retired = await app.Query<string>("update divisions set retired_at = now() where code = (select max(code) from divisions where length(code) = 12) returning code");
        Assert.Contains("map: 0 of 37728", (await app.RunCommandAsync("map", SmallMap.File)).Output, StringComparison.Ordinal);
        Assert.True(await app.Query<bool>("select retired_at is not null from divisions where code = $1", retired));
        Assert.Equal(2, (await app.RunCommandAsync("map", "no-such-file")).Exit);
    }
}
