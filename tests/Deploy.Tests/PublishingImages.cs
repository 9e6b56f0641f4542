using System.Formats.Tar;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>deploy/images/build, on a process of three lines and a base out of a small registry: what it does to a service it does to this one.</summary>
public sealed partial class PublishingImages : IDisposable
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

        // The bill of materials: in the image, and beside the archive.
        Assert.Contains("app/sbom.cdx.json", files);
        var bill = await File.ReadAllTextAsync(Path.Combine(_folder, "probe-7.cdx.json"));
        Chart.Hold(Wrong(JsonNode.Parse(bill)!, files));
        // Built again from the same sources, in another folder: the same files, byte by byte.
        (code, output) = Chart.Run(Chart.Root, "env", $"DOTNET_CONTAINER_INSECURE_REGISTRIES={registry.Address}", _build, "--registry", $"{registry.Address}/again", "--base", $"{registry.Address}/base:1", "--tag", "7", Path.Combine(_folder, "probe", "Probe.csproj"));
        Assert.True(code == 0, output);
        foreach (var tag in (string[])["7-linux-x64", "7-linux-arm64"]) Assert.Equal(registry.Contents("governance/probe", tag), registry.Contents("again/probe", tag));
    }

    [Fact]
    public void A_bill_that_leaves_something_out_is_noticed()
    {
        static JsonNode Bill() => JsonNode.Parse("""
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
              {"name": "MassTransit", "version": "8", "purl": "pkg:nuget/MassTransit@8", "bom-ref": "pkg:nuget/MassTransit@8", "properties": [{"name": "governance:file", "value": "MassTransit.dll"}], "hashes": [{"content": "00"}], "licenses": [{"license": {"id": "Apache-2.0"}}]},
              {"name": "base", "bom-ref": "base:1", "type": "container"}],
             "dependencies": [{"ref": "pkg:nuget/MassTransit@8", "dependsOn": ["base:1"]}]}
            """)!;
        string[] files = ["app/MassTransit.dll"];
        string Says(Action<JsonNode> damage)
        {
            var bill = Bill();
            damage(bill);
            return Assert.Single(Wrong(bill, files));
        }
        Assert.Empty(Wrong(Bill(), files));
        Assert.Equal("MassTransit has no licence", Says(b => b["components"]![0]!["licenses"] = new JsonArray()));
        Assert.Equal("MassTransit has no hash", Says(b => b["components"]![0]!.AsObject().Remove("hashes")));
        Assert.Equal("MassTransit depends on nothing:1, which is not listed", Says(b => b["dependencies"]![0]!["dependsOn"] = new JsonArray("nothing:1")));
        Assert.Equal("no base", Says(b => b["components"]![1]!["type"] = "library"));
        Assert.Equal(["RabbitMQ.Client.dll is in the image and no component"], Wrong(Bill(), [.. files, "app/RabbitMQ.Client.dll"]));
    }

    private static IEnumerable<string> Wrong(JsonNode bill, IReadOnlyCollection<string> files)
    {
        if ((bill.Text("bomFormat"), bill.Text("specVersion")) != ("CycloneDX", "1.6")) yield return "no CycloneDX 1.6";
        var components = bill.Items("components").ToList();
        var known = components.Select(c => c.Text("bom-ref")).ToHashSet();
        if (!components.Any(c => c.Text("type") == "container")) yield return "no base";
        foreach (var component in components.Where(c => c["purl"] is not null))
        {
            if (component.Items("licenses").Select(l => l.Text("expression") ?? l.Text("license", "id") ?? l.Text("license", "name")).All(string.IsNullOrEmpty)) yield return $"{component.Text("name")} has no licence";
            if (component.Items("hashes").All(h => string.IsNullOrEmpty(h.Text("content")))) yield return $"{component.Text("name")} has no hash";
        }
        foreach (var dependency in bill.Items("dependencies"))
            foreach (var missing in dependency.Items("dependsOn").Where(d => !known.Contains(d.ToString()))) yield return $"{dependency.Text("ref")!.Split('/')[^1].Split('@')[0]} depends on {missing}, which is not listed";
        var listed = components.SelectMany(c => c.Items("properties")).Where(p => p.Text("name") == "governance:file").Select(p => p.Text("value")).ToHashSet();
        foreach (var file in files.Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)!).Where(f => f != "Probe.dll" && !listed.Contains(f))) yield return $"{file} is in the image and no component";
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
        File.WriteAllText(project, """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="MassTransit.RabbitMQ" Version="VERSION" /></ItemGroup></Project>"""
            .Replace("VERSION", MassTransit().Match(File.ReadAllText(Path.Combine(Chart.Root, "Directory.Packages.props"))).Groups[1].Value, StringComparison.Ordinal));
        return project;
    }

    [GeneratedRegex("Include=\"MassTransit\" Version=\"([^\"]+)\"")]
    private static partial Regex MassTransit();

    private static (int Code, string Output) Build(params string[] arguments) => Chart.Run(Chart.Root, _build, arguments);
}
