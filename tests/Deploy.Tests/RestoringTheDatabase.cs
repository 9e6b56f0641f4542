namespace Governance.DeployTests;

/// <summary>A backup is worth what its restore is: deploy/drills/restore goes the whole way on private servers, and leaves nothing behind.</summary>
public sealed class RestoringTheDatabase : IDisposable
{
    private static readonly string _drills = Path.Combine(Chart.Root, "deploy", "drills");
    private readonly string _folder = Directory.CreateTempSubdirectory("drills-").FullName;

    // PostgreSQL's user must come through.
    public RestoringTheDatabase() => Assert.Equal(0, Chart.Run(_folder, "chmod", "755", _folder).Code);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void To_the_second_before_a_disaster()
    {
        var (code, output) = Restore();
        Assert.True(code == 0, output);
        foreach (var step in (string[])["server with 20000 rows", "base backup", "disaster: half of the rows are gone", "restored, in", "checked: 21000 rows"]) Assert.Contains(step, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_segment_is_noticed()
    {
        var (code, output) = Restore("--rows", "100", "--break", "archive");
        Assert.True(code == 1 && output.Contains("the restored server does not start", StringComparison.Ordinal), output);
    }

    [Fact]
    public void A_point_after_the_disaster_is_noticed()
    {
        var (code, output) = Restore("--rows", "100", "--break", "target");
        Assert.True(code == 1 && output.Contains("rows of the base backup are missing", StringComparison.Ordinal), output);
    }

    private (int Code, string Output) Restore(params string[] arguments)
    {
        var result = Chart.Run(_drills, "env", [$"TMPDIR={_folder}", Path.Combine(_drills, "restore"), .. arguments]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)), p => CommandOf(p).Contains(_folder, StringComparison.Ordinal));
        return result;
    }

    private static string CommandOf(string process)
    {
        try { return File.ReadAllText(Path.Combine(process, "cmdline")); }
        catch (IOException) { return ""; }
    }
}
