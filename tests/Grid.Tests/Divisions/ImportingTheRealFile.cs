using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Divisions;

public sealed class ImportingTheRealFile(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task It_goes_in_once_by_rpc_and_by_command_and_then_changes_nothing()
    {
        var caller = app.As("province-operator", "51");
        var request = new ImportDivisionsRequest { RootCode = "51", Rows = { SmallMap.All().Select(d => new DivisionRow { Code = d.Code, Name = d.Name }) } };
        var all = request.Rows.Count;
        Assert.Equal(37_728, all);

        var elsewhere = SmallMap.All().Last(d => d.Code.Length == 12).Code;
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.As("county-centre", elsewhere[..6]).Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(elsewhere)));

        var started = TimeProvider.System.GetTimestamp();
        var first = await caller.Divisions.ImportDivisionsAsync(request);
        var took = TimeProvider.System.GetElapsedTime(started);
        var second = await caller.Divisions.ImportDivisionsAsync(request);

        Assert.Equal((all - SmallMap.Rows.Count, 0, 0, SmallMap.Rows.Count), (first.AddedCount, first.RenamedCount, first.RetiredCount, first.UnchangedCount));
        Assert.Equal((0, 0, 0, all), (second.AddedCount, second.RenamedCount, second.RetiredCount, second.UnchangedCount));
        Assert.True(took < TimeSpan.FromSeconds(20), $"the import took {took}");
        Assert.Equal(all, await app.Query<long>("select count(*) from divisions where retired_at is null"));
        var imported = Assert.Single(await app.Events("DivisionsImported"));
        Assert.Contains($"\"addedCount\":{first.AddedCount}", imported, StringComparison.Ordinal);
        Assert.True(imported.Length < 50_000, "the event lists at most 1,000 codes of each kind");
        // The map in memory, which had been read before, knows it at once.
        await app.NewWorker(elsewhere);

        var (exit, output) = await app.RunCommandAsync("import", Path.GetDirectoryName(SmallMap.File)!);
        Assert.True(exit == 0, output);
        Assert.Contains($"sichuan-divisions.csv: 0 added, 0 renamed, 0 retired, {all} unchanged", output, StringComparison.Ordinal);
        Assert.Single(await app.Events("DivisionsImported"));
        Assert.True(await app.Query<long>("select count(*) from audit where subject = 'system:import' and purpose is not null") > 0);
    }

    [Fact]
    public async Task A_file_with_wrong_rows_is_refused_row_by_row()
    {
        var folder = Directory.CreateTempSubdirectory("grid-import-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "sichuan-divisions.csv"), "code,name\n51,四川省\n510,错码\n5199,\n");
            var (exit, output) = await app.RunCommandAsync("import", folder);

            Assert.Equal(1, exit);
            Assert.Contains("rows[1].code NOT_A_DIVISION_CODE 第 2 行", output, StringComparison.Ordinal);
            Assert.Contains("rows[2].name NOT_A_NAME", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
