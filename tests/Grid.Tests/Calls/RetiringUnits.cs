namespace Governance.Grid.Tests.Calls;

/// <summary>A kind of unit is retired by the file that made it.</summary>
public sealed class RetiringUnits(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task A_kind_that_the_file_calls_retired_is_retired_everywhere_and_may_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("grid-units-").FullName;
        try
        {
            async Task<bool> Imported(string retired)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "units.csv"), $"suffix,name,retired\n88,临时指挥部,{retired}\n");
                var (exit, output) = await app.RunCommandAsync("import", folder);
                Assert.True(exit == 0, output);
                return await app.Query<bool>("select bool_and(retired) from units where code like '%-88'");
            }
            Assert.False(await Imported(""));
            Assert.True(await Imported("true"));
            Assert.False(await Imported("false"));
            // Units of a county that is no more.
            await app.QueryAll<int>("insert into units (code, name, division_code, retired) values ('510199-88', '已撤县的单位', '510199', false) returning 1");
            await Imported("false");
            Assert.True(await app.Query<bool>("select retired from units where code = '510199-88'"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
