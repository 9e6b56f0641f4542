using System.Formats.Tar;

namespace Governance.DeployTests;

/// <summary>deploy/images/build, on a process of three lines and a base out of a small registry: what it does to a service it does to this one.</summary>
public sealed class PublishingImages : IDisposable
{
    private static readonly string _build = Path.Combine(Chart.Root, "deploy", "images", "build");
    private readonly string _folder = Directory.CreateTempSubdirectory("images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Gives_one_image_for_two_architectures_that_is_not_root()
    {
        await using var registry = await SmallRegistry.StartAsync();
        // Loopback speaks http.
        var (code, output) = Chart.Run(Chart.Root, "env", $"DOTNET_CONTAINER_INSECURE_REGISTRIES={registry.Address}", _build, "--registry", $"{registry.Address}/governance", "--out", _folder, "--base", $"{registry.Address}/base:1", "--tag", "7", Probe());
        Assert.True(code == 0, output);

        var images = registry.Images("governance/probe", "7");
        Assert.Equal(["amd64", "arm64"], images.Keys.Order(StringComparer.Ordinal));
        foreach (var (architecture, image) in images)
        {
            Assert.Equal((architecture, "1654", "/app/"), (image.Text("architecture"), image.Text("config", "User"), image.Text("config", "WorkingDir")));
            Assert.Equal(["dotnet", "/app/Probe.dll"], image.Items("config", "Entrypoint").Select(e => e.ToString()));
        }
        var files = registry.Files("governance/probe", "7-linux-arm64").Select(f => f.TrimStart('/')).ToList();
        Assert.Superset(new HashSet<string> { "app/Probe.dll", "app/data/sichuan-divisions.csv", "app/data/categories.csv" }, files.ToHashSet());
        Assert.DoesNotContain("app/Probe", files);       // a starter of one architecture

        using var archive = new TarReader(File.OpenRead(Path.Combine(_folder, "probe-7.tar")));
        var entries = new List<string>();
        while (await archive.GetNextEntryAsync() is { } entry) entries.Add(entry.Name);
        Assert.Superset(new HashSet<string> { "oci-layout", "index.json" }, entries.ToHashSet());
        Assert.InRange(entries.Count(e => e.StartsWith("blobs/sha256/", StringComparison.Ordinal)), 6, 20);
    }

    [Fact]
    public void Knows_every_process_by_its_name()
    {
        var (code, output) = Build("--out", _folder, "frontdoor");
        Assert.True(code == 2 && output.Contains("no process is called frontdoor", StringComparison.Ordinal), output);
        Assert.Equal(2, Build("--out", _folder, "--arhc", "linux-x64").Code);
        Assert.Equal(2, Build().Code);
        // The chart asks for images of these names.
        var named = Chart.Objects("production").OfKind("Deployment").Select(d => d.Name()).Where(n => n != "collector").ToList();
        var programs = Directory.EnumerateFiles(Path.Combine(Chart.Root, "services"), "Program.cs", SearchOption.AllDirectories).Append(Path.Combine(Chart.Root, "gateway", "Program.cs")).Select(File.ReadAllText).ToList();
        Assert.InRange(named.Count, 4, 50);
        Chart.Hold(named.Where(n => !programs.Any(p => p.Contains($"AddGovernanceDefaults(\"{n}\")", StringComparison.Ordinal))).Select(n => $"no image is called {n}"));
    }

    private string Probe()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "probe")).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "var app = Microsoft.AspNetCore.Builder.WebApplication.Create(args); app.Run();");
        var project = Path.Combine(folder, "Probe.csproj");
        File.WriteAllText(project, """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        return project;
    }

    private static (int Code, string Output) Build(params string[] arguments) => Chart.Run(Chart.Root, _build, arguments);
}
