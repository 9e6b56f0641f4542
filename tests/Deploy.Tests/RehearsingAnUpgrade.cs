namespace Governance.DeployTests;

/// <summary>
/// deploy/drills/upgrade builds another version and takes minutes, so it is run by hand before a version goes out. What it runs, tests/System.Tests/Rolling/RestartingEverything, runs with every test, with one version in both places;
/// here is held that it does not do something else than it was asked for.
/// </summary>
public sealed class RehearsingAnUpgrade : IDisposable
{
    private static readonly string _drill = Path.Combine(Chart.Root, "deploy", "drills", "upgrade");
    private readonly string _folder = Directory.CreateTempSubdirectory("upgrade-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("unknown argument --form", "--form", "HEAD")]
    [InlineData("no commit is called nowhere", "--from", "nowhere")]
    [InlineData("is no version of the platform", "--before", "/tmp")]
    [InlineData("nothing is broken by rows", "--break", "rows")]
    public void What_it_does_not_know_it_refuses(string says, params string[] arguments)
    {
        var (code, output) = Chart.Run(Chart.Root, "env", [$"TMPDIR={_folder}", _drill, .. arguments]);
        Assert.True(code == 2 && output.Contains(says, StringComparison.Ordinal), output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void It_runs_the_test_that_every_run_runs_and_says_where_the_other_version_is()
    {
        var (code, help) = Chart.Run(Chart.Root, _drill, "--help");
        Assert.True(code == 0 && help.Contains("--from REF", StringComparison.Ordinal), help);
        var (script, tests) = (File.ReadAllText(_drill), Path.Combine(Chart.Root, "tests", "System.Tests"));
        Assert.Contains("Governance.SystemTests.Rolling.RestartingEverything", script, StringComparison.Ordinal);
        Assert.Contains("class RestartingEverything", File.ReadAllText(Path.Combine(tests, "Rolling", "RestartingEverything.cs")), StringComparison.Ordinal);
        var read = string.Join('\n', Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var variable in (string[])["GOVERNANCE_BEFORE", "GOVERNANCE_SAYS", "GOVERNANCE_BREAK"])
        {
            Assert.Contains($"{variable}=$", script, StringComparison.Ordinal);
            Assert.Contains($"GetEnvironmentVariable(\"{variable}\")", read, StringComparison.Ordinal);
        }
    }
}
