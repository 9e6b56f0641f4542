using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Governance.ContractsTests;

/// <summary>
/// What partners and data teams install, used where nothing of this repository is: a folder of its own, a feed that holds the packages alone. What the packages need beside each other (gRPC, Protobuf) is
/// taken from what this machine has restored already, so that no network is asked.
/// </summary>
public sealed partial class Outside : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("outside-").FullName;

    private string Feed => Path.Combine(folder, "feed");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Packages_restore_compile_and_run_where_nothing_of_ours_is()
    {
        foreach (var package in new[] { "Governance.Contracts", "Governance.Events" }) await PackAsync(package);
        Write("Agency.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Governance.Contracts" Version="{VersionOf("Governance.Contracts")}" />
                <PackageReference Include="Governance.Events" Version="{VersionOf("Governance.Events")}" />
                <PackageReference Include="Grpc.Net.Client" Version="{Pinned("Grpc.Net.Client")}" />
                <PackageReference Include="RabbitMQ.Client" Version="{Pinned("RabbitMQ.Client")}" />
                <AssemblyMetadata Include="protos" Value="$(GovernanceProtos)" />
                <AssemblyMetadata Include="events" Value="$(GovernanceEvents)" />
              </ItemGroup>
            </Project>
            """);
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="agency" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Restored()}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("Agency.cs", """
            using System.Reflection;
            using System.Text.Json;
            using Governance.Events;
            using Governance.Events.Grid.V1;
            using Governance.Grid.V1;
            using Grpc.Core;
            using Grpc.Net.Client;

            string Folder(string name) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;
            using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
            try { await new Calls.CallsClient(channel).OpenCallAsync(new OpenCallRequest { Source = CallSource.Agency }, deadline: DateTime.UtcNow.AddSeconds(5)); }
            catch (RpcException e) { Console.WriteLine($"asked: {e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded}"); }
            var proto = File.ReadAllText(Path.Combine(Folder("protos"), "governance", "grid", "v1", "calls_service.proto"));
            Console.WriteLine($"proto: {proto.Contains("rpc OpenCall(OpenCallRequest) returns (Call)")} {File.Exists(Path.Combine(Folder("protos"), "google", "api", "http.proto"))}");
            var sample = JsonSerializer.Deserialize<CallOpened>(File.ReadAllText(Path.Combine(Folder("events"), "samples", "grid", "CallOpened.json")), EventFormat.Json)!;
            Console.WriteLine($"event: {EventFormat.NameOf(sample.GetType())} {sample.CallId != Guid.Empty}");
            Console.WriteLine($"described: {File.Exists(Path.Combine(Folder("events"), "asyncapi.yaml"))} {Directory.GetFiles(Path.Combine(Folder("events"), "schemas", "grid")).Length > 10}");
            """);
        // What the guide shows in C# compiles as it stands there.
        Snippet("README.md", "GrpcChannel channel, string id", "", "Grpc.Core", "Grpc.Net.Client", "Governance.Grid.V1");
        Snippet("contracts/README.md", "IChannel channel", "void Count(CallClosed _) { }", "System.Text", "System.Text.Json", "RabbitMQ.Client", "RabbitMQ.Client.Events", "Governance.Events", "Governance.Events.Grid.V1");
        Snippet("contracts/Governance.Contracts/README.md", "string gateway", "");
        Snippet("contracts/Governance.Events/README.md", "string type, byte[] body", "void Count(CallClosed _) { }");
        var built = await RunAsync("build", "--nologo", "-v", "quiet", "-o", Path.Combine(folder, "out"));
        Assert.True(built.Code == 0, built.Output);
        var ran = await RunAsync(Path.Combine(folder, "out", "Agency.dll"));
        Assert.Equal("asked: True\nproto: True True\nevent: governance.grid.v1.CallOpened True\ndescribed: True True", ran.Output.Trim());
        // Ours came out of the feed; a package that lies in this machine's own folder would prove nothing.
        Assert.Equal(["governance.contracts", "governance.events"], Directory.GetDirectories(Path.Combine(folder, "packages")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_package_brings_its_page_every_proto_and_the_comments()
    {
        await PackAsync("Governance.Contracts");
        using var package = await ZipFile.OpenReadAsync(Directory.GetFiles(Feed).Single());
        var inside = package.Entries.Select(e => e.FullName).ToHashSet();
        var protos = Directory.GetFiles(Contracts.Proto, "*.proto", SearchOption.AllDirectories).Select(f => "proto/" + Path.GetRelativePath(Contracts.Proto, f)).ToList();
        Assert.InRange(protos.Count, 40, 1000);
        Assert.Empty(protos.Except(inside));
        Assert.Contains("README.md", inside);
        using var documentation = new StreamReader(await package.GetEntry("lib/net10.0/Governance.Contracts.xml")!.OpenAsync());
        Assert.Contains("REQUEST_ID_REUSED", await documentation.ReadToEndAsync(), StringComparison.Ordinal);
        // And of what it is built with, nothing: who installs it gets three packages.
        using var named = new StreamReader(await package.GetEntry("Governance.Contracts.nuspec")!.OpenAsync());
        Assert.Equal(["Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api"], Dependency().Matches(await named.ReadToEndAsync()).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_module_builds_alone_and_under_an_agencys_own_protos()
    {
        using var copy = Contracts.Copy();
        foreach (var arguments in new[] { new[] { "build" }, ["lint"], ["breaking", "--against", "baseline.binpb"] })
        {
            var (code, output) = Contracts.Buf(copy.Folder, arguments);
            Assert.True(code == 0, output);
        }
        var (_, modules) = Contracts.Buf(copy.Folder, "config", "ls-modules", "--format", "json");
        Assert.Contains("\"name\":\"buf.build/sichuan-governance/governance\"", modules, StringComparison.Ordinal);
        // Its page names every package there is, and no other.
        var page = Package().Matches(File.ReadAllText(Path.Combine(copy.Folder, "README.md"))).Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(ProtoSet.Ours.Files.Select(f => f.Package).Distinct().Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));

        // An agency's workspace: its own message holds one of ours; a name of ours that does not exist is noticed.
        Write("buf.yaml", "version: v2\nmodules:\n  - path: governance\n  - path: agency\n");
        Directory.Move(copy.Folder, Path.Combine(folder, "governance"));
        Directory.CreateDirectory(copy.Folder);
        Write("agency/agency/v1/dossier.proto", """
            syntax = "proto3";
            package agency.v1;
            import "governance/grid/v1/calls.proto";
            message Dossier { governance.grid.v1.Call call = 1; }
            """);
        Assert.Equal((0, ""), Contracts.Buf(folder, "build"));
        Write("agency/agency/v1/dossier.proto", File.ReadAllText(Path.Combine(folder, "agency/agency/v1/dossier.proto")).Replace("v1.Call ", "v1.Petition ", StringComparison.Ordinal));
        Assert.NotEqual(0, Contracts.Buf(folder, "build").Code);
    }

    // As it was built for this test run; a pack that built again would take the sources' files from under the others.
    private async Task PackAsync(string project)
    {
        var configuration = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2];
        var (code, output) = await RunAsync("pack", Path.Combine(Contracts.Folder, project), "--no-build", "--nologo", "-v", "quiet", "-c", configuration, "-o", Feed);
        Assert.True(code == 0, output);
    }

    private string VersionOf(string package) => Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, package + ".*.nupkg").Single())[(package.Length + 1)..];

    private static string Pinned(string package) => Regex.Match(File.ReadAllText(Path.Combine(Contracts.Folder, "..", "Directory.Packages.props")), $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"").Groups[1].Value;

    // The one piece of C# of a page, in a method that has what the page says is there.
    private void Snippet(string page, string given, string before, params string[] usings)
    {
        var lines = Assert.Single(CSharp().Matches(File.ReadAllText(Path.Combine(Contracts.Folder, "..", page)))).Groups[1].Value.Split('\n');
        bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);
        var name = Regex.Replace(page, "[^A-Za-z]", "");
        Write($"{name}.cs", $$"""
            {{string.Join('\n', usings.Select(u => $"using {u};"))}}
            {{string.Join('\n', lines.Where(IsUsing))}}
            internal static class {{name}}
            {
                public static async Task RunAsync({{given}})
                {
                    await Task.Yield();
                    {{before}}
            {{string.Join('\n', lines.Where(l => !IsUsing(l)))}}
                }
            }
            """);
    }

    private static string Restored() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Packages that are restored here stay here; no build server that outlives the test.
        if (arguments[0] == "build") start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "packages");
        (start.Environment["UseSharedCompilation"], start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["DOTNET_NOLOGO"]) = ("false", "1", "1");
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex("<dependency id=\"([^\"]+)\"")]
    private static partial Regex Dependency();

    [GeneratedRegex(@"`(governance\.\w+\.v1)`")]
    private static partial Regex Package();
}
