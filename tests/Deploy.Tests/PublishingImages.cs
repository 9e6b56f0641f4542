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
        var (code, output) = Build(registry, "--registry", $"{registry.Address}/governance", "--out", _folder, "--base", $"{registry.Address}/base:1", "--tag", "7", Probe(_folder));
        Assert.True(code == 0, output);

        var images = registry.Images("governance/probe", "7");
        Assert.Equal(["amd64", "arm64"], images.Keys.Order(StringComparer.Ordinal));
        foreach (var (architecture, image) in images)
        {
            Assert.Equal((architecture, "1654", "/app/"), (image.Text("architecture"), image.Text("config", "User"), image.Text("config", "WorkingDir")));
            Assert.Equal(["dotnet", "/app/Probe.dll"], image.Items("config", "Entrypoint").Select(e => e.ToString()));
        }
        var files = registry.Contents("governance/probe", "7", "arm64").Keys.ToList();
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
        var digest = registry.DigestOf("governance/probe", "7");
        Assert.Contains($"▸ {registry.Address}/governance/probe:7@{digest}", output, StringComparison.Ordinal);

        // Built again from the same sources, later and in another folder: the same bytes, from the archive down to the last file.
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "else", "where")).FullName;
        (code, output) = Build(registry, "--registry", $"{registry.Address}/again", "--out", elsewhere, "--digests", Path.Combine(elsewhere, "digests.yaml"), "--base", $"{registry.Address}/base:1", "--tag", "7", Probe(elsewhere));
        Assert.True(code == 0, output);
        foreach (var architecture in (string[])["amd64", "arm64"])
            Chart.Hold(registry.Contents("governance/probe", "7", architecture).Except(registry.Contents("again/probe", "7", architecture)).Select(f => $"{architecture}: {f.Key} is another one {f.Value}"));
        Assert.Equal(digest, registry.DigestOf("again/probe", "7"));
        foreach (var file in (string[])["probe-7.tar", "probe-7.cdx.json"]) Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder, file)), await File.ReadAllBytesAsync(Path.Combine(elsewhere, file)));
        Assert.Equal($"image:\n  tag: \"7\"\n  digestsOf: \"7\"\n  digests:\n    probe: {digest}\n", await File.ReadAllTextAsync(Path.Combine(elsewhere, "digests.yaml")));
        // And that is no accident: one letter more, another digest.
        await File.AppendAllTextAsync(Path.Combine(elsewhere, "probe", "Program.cs"), "System.Console.WriteLine(1);");
        (code, output) = Build(registry, "--registry", $"{registry.Address}/closed", "--base", $"{registry.Address}/base:1", "--tag", "7", "--arch", "linux-x64", Path.Combine(elsewhere, "probe", "Probe.csproj"));
        Assert.True(code == 0, output);
        Assert.NotEqual(registry.Contents("governance/probe", "7", "amd64")["app/Probe.dll"], registry.Contents("closed/probe", "7", "amd64")["app/Probe.dll"]);
        Assert.All(registry.Contents("closed/probe", "7", "amd64").Values, f => Assert.Equal(Committed, f.Time));
    }

    /// <summary>What runs natively runs on every architecture that we build for; in the packages of every service, and at each publish in what was published.</summary>
    [Fact]
    public void Natives_are_there_for_every_architecture()
    {
        var packages = Directory.EnumerateFiles(Path.Combine(Chart.Root, "services"), "packages.lock.json", SearchOption.AllDirectories).Append(Path.Combine(Chart.Root, "gateway", "packages.lock.json"))
            .SelectMany(f => JsonNode.Parse(File.ReadAllText(f)).Entries("dependencies").SelectMany(t => t.Value.Entries())).Where(p => p.Value.Text("resolved") is not null)
            .Select(p => Path.Combine(Packages, p.Key.ToLowerInvariant(), p.Value.Text("resolved")!.ToLowerInvariant())).Distinct().ToList();
        Assert.InRange(packages.Count, 50, 1000);
        Chart.Hold(packages.SelectMany(p => Directory.Exists(p) ? Alone(Path.GetFileName(Path.GetDirectoryName(p)!), Path.Combine(p, "runtimes")) : [$"{p} is not restored"]));

        var made = Directory.CreateDirectory(Path.Combine(_folder, "made", "runtimes", "linux-x64", "native")).FullName;
        byte[] elf = [0x7f, .. "ELF"u8, .. new byte[14], 0x3e, 0];
        File.WriteAllBytes(Path.Combine(made, "libmade.so"), elf);
        Assert.Equal(["made: libmade.so is not there for linux-arm64"], Alone("made", Path.Combine(_folder, "made", "runtimes")));
        var check = Path.Combine(Chart.Root, "deploy", "images", "natives.mjs");
        var (code, output) = Chart.Run(_folder, "node", check, Path.Combine(_folder, "made"), "linux-x64", "linux-arm64");
        Assert.Equal((1, "libmade.so (linux-x64) is not there for linux-arm64\n"), (code, output));
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "made", "runtimes", "linux-arm64", "native")).FullName, "libmade.so"), elf);
        Assert.Equal(0, Chart.Run(_folder, "node", check, Path.Combine(_folder, "made"), "linux-x64", "linux-arm64").Code);
        File.WriteAllBytes(Path.Combine(_folder, "made", "libalone.so"), elf);
        Assert.Equal((1, "libalone.so runs on linux-x64 alone\n"), Chart.Run(_folder, "node", check, Path.Combine(_folder, "made"), "linux-x64", "linux-arm64"));
    }

    private static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static IEnumerable<string> Alone(string package, string runtimes)
    {
        List<string> Of(string rid) => Path.Combine(runtimes, rid, "native") is var folder && Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)] : [];
        return Of("linux-x64").Except(Of("linux-arm64")).Select(f => $"{package}: {f} is not there for linux-arm64");
    }

    /// <summary>A date that nobody gave would be 1970's, and the digests nobody else's.</summary>
    [Theory]
    [InlineData("GIT_DIR=/nowhere", "of when are these sources?")]
    [InlineData("SOURCE_DATE_EPOCH=yesterday", "of when are these sources (yesterday)?")]
    public void Sources_of_no_time_are_not_built(string environment, string says)
    {
        var (code, output) = Chart.Run(Chart.Root, "env", ["-u", "SOURCE_DATE_EPOCH", environment, _build, "--out", _folder, "grid"]);
        Assert.True(code == 2 && output.Contains(says, StringComparison.Ordinal), output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    /// <summary>docker, podman and oras each write a registry down in their own way, with its port or without.</summary>
    [Theory]
    [InlineData("registry.example.cn", "registry.example.cn")]
    [InlineData("registry.example.cn", "registry.example.cn:443")]
    [InlineData("registry.example.cn:443", "registry.example.cn")]
    [InlineData("registry.example.cn:443", "https://registry.example.cn/v2/")]
    [InlineData("registry.example.cn:5000", "https://registry.example.cn:5000")]
    [InlineData("registry.example.cn/governance/grid", "registry.example.cn")]
    [InlineData("registry.example.cn/governance/grid", "registry.example.cn/governance")]
    [InlineData("registry.example.cn:443/governance/grid", "registry.example.cn/governance/grid")]
    [InlineData("registry.example.cn/governance/grid", "registry.example.cn/govern", false)]
    [InlineData("registry.example.cn/governance/grid", "registry.example.cn/governance/grid/other", false)]
    [InlineData("registry.example.cn", "registry.example.cn/governance", false)]
    [InlineData("registry.example.cn:5000", "registry.example.cn", false)]
    [InlineData("registry.example.cn", "registry.example.cn:5000", false)]
    [InlineData("registry.example.cn", "registry.example.cn.evil.cn", false)]
    public void Whoever_has_logged_in_is_known(string registry, string kept, bool known = true)
    {
        const string Script = """
            import { login } from 'LOGIN';
            const [registry] = process.argv.slice(1);
            console.log(login(registry, false), login(registry, false, { HOME: process.env.HELPED }, (helper, name) => helper === 'vault' && name === process.env.KEPT ? 'asked:secret' : null));
            """;
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, ".docker")).FullName, "config.json"), $$$"""{"auths": {"other.example.cn": {"auth": "eDp5"}, {{{OfTheRegistry(registry, kept)}}}"{{{kept}}}": {"auth": "{{{Convert.ToBase64String("pusher:secret"u8)}}}"} } }""");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "helped", ".docker")).FullName, "config.json"), """{"credsStore": "vault"}""");
        var script = Script.Replace("LOGIN", Path.Combine(Chart.Root, "deploy", "images", "login.mjs"), StringComparison.Ordinal);
        var (code, output) = Chart.Run(_folder, "env", ["-u", "REGISTRY_AUTH_FILE", "-u", "DOCKER_CONFIG", "-u", "XDG_RUNTIME_DIR", "-u", "DOTNET_CONTAINER_REGISTRY_UNAME", $"HOME={_folder}", $"HELPED={_folder}/helped", $"KEPT={kept}", "node", "--input-type=module", "-e", script, registry]);
        Assert.Equal((0, known ? "pusher:secret asked:secret\n" : "null null\n"), (code, output));
    }

    // A path's login goes before that of the registry around it.
    private static string OfTheRegistry(string registry, string kept) => kept == registry.Split('/')[0] + "/governance" && registry.StartsWith(kept, StringComparison.Ordinal) ? $"\"{registry.Split('/')[0]}\": {{\"auth\": \"eDp5\"}}, " : "";

    /// <summary>An address leaves the port out that goes without saying, and the token is for the registry all the same; but for no other.</summary>
    [Theory]
    [InlineData("registry.example.cn:443", "", "201")]
    [InlineData("registry.example.cn", "", "201")]
    [InlineData("registry.example.cn:443", "https://store.example.cn", "201, store without a token")]
    public void A_token_is_shown_to_its_registry(string registry, string store, string said)
    {
        const string Script = """
            import { writeFileSync } from 'node:fs';
            import { digest, json, pathOf, writeTar } from 'FOLDER/archive.mjs';
            const [registry, store] = process.argv.slice(1);
            const config = json({}), of = (mediaType, bytes) => ({ mediaType: `application/vnd.oci.image.${mediaType}.v1+json`, digest: digest(bytes), size: bytes.length });
            const manifest = json({ config: of('config', config), layers: [] });
            const files = [['index.json', json({ manifests: [of('manifest', manifest)] })], [pathOf(digest(config)), config], [pathOf(digest(manifest)), manifest]];
            writeFileSync('image.tar', writeTar(files.map(([name, data]) => ({ name, data, mode: 0o644 })), 0));
            const seen = new Set();
            globalThis.fetch = async (address, { method, headers }) => {
              const { host, pathname } = new URL(address), token = headers.authorization;
              if (pathname === '/token') return new Response('{"token": "once"}');
              if (host === 'store.example.cn') seen.add(`store ${token ? 'with' : 'without'} a token`);
              else if (token !== 'Bearer once') return new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer realm="https://registry.example.cn/token"' } });
              if (method === 'POST') return new Response('', { status: 202, headers: { location: `${store}/v2/uploads/1` } });
              if (/manifests/.test(pathname)) seen.add('201');
              return new Response('', { status: method === 'HEAD' ? 404 : 201 });
            };
            process.argv = ['node', 'push.mjs', 'image.tar', `${registry}/governance/probe`, '1'];
            await import('FOLDER/push.mjs');
            console.log([...seen].sort().join(', '));
            """;
        var script = Script.Replace("FOLDER", Path.Combine(Chart.Root, "deploy", "images"), StringComparison.Ordinal);
        Assert.Equal((0, said + "\n"), Chart.Run(_folder, "env", ["DOTNET_CONTAINER_REGISTRY_UNAME=pusher", "DOTNET_CONTAINER_REGISTRY_PWORD=secret", "node", "--input-type=module", "-e", script, registry, store]));
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

    private static string Probe(string above)
    {
        var folder = Directory.CreateDirectory(Path.Combine(above, "probe")).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "var app = Microsoft.AspNetCore.Builder.WebApplication.Create(args); app.Run();");
        var project = Path.Combine(folder, "Probe.csproj");
        File.WriteAllText(project, """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="MassTransit.RabbitMQ" Version="VERSION" /></ItemGroup></Project>"""
            .Replace("VERSION", MassTransit().Match(File.ReadAllText(Path.Combine(Chart.Root, "Directory.Packages.props"))).Groups[1].Value, StringComparison.Ordinal));
        return project;
    }

    [GeneratedRegex("Include=\"MassTransit\" Version=\"([^\"]+)\"")]
    private static partial Regex MassTransit();

    private const long Committed = 1_764_000_000;

    // Loopback speaks http.
    private static (int Code, string Output) Build(SmallRegistry registry, params string[] arguments) =>
        Chart.Run(Chart.Root, "env", [$"DOTNET_CONTAINER_INSECURE_REGISTRIES={registry.Address}", $"SOURCE_DATE_EPOCH={Committed}", "DOTNET_CONTAINER_REGISTRY_UNAME=pusher", "DOTNET_CONTAINER_REGISTRY_PWORD=secret", _build, .. arguments]);

    private static (int Code, string Output) Build(params string[] arguments) => Chart.Run(Chart.Root, _build, arguments);
}
