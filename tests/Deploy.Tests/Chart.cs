using System.Diagnostics;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Governance.DeployTests.Chart))]

namespace Governance.DeployTests;

/// <summary>The chart and its tools. Renders every example once; installs helm and the type packages where they are missing.</summary>
public sealed class Chart
{
    private static readonly string[] _parts = ["base", "platform"];
    private static readonly string[] _recovery = ["postgres.cluster.name=postgres-2", "postgres.cluster.recovery.from=postgres"];

    public Chart()
    {
        if (!File.Exists(Helm)) Expect(Run(Folder, Path.Combine(Folder, "get-helm")));
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            Expect(Run(Folder, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
    }

    public static string Root { get; } = Find();

    public static string Folder { get; } = Path.Combine(Root, "deploy", "helm");

    public static string Source { get; } = Path.Combine(Folder, "governance");

    public static string Helm { get; } = Path.Combine(Root, ".tools", "helm");

    public static IReadOnlyList<string> Examples { get; } = [.. Directory.GetDirectories(Path.Combine(Source, "examples")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    private static readonly Lazy<Dictionary<string, Render>> _renders = new(() => Examples.SelectMany(e => _parts.Select(p => new Render(e, p)))
        .AsParallel().Select(r => r with { Text = Template(r.Example, r.Part) }).ToDictionary(r => r.Name));

    /// <summary>Every example in both parts.</summary>
    public static IReadOnlyCollection<Render> Renders => _renders.Value.Values;

    public static Render Of(string example, string part) => _renders.Value[$"{example}/{part}"];

    /// <summary>Everything that an example puts into the namespace.</summary>
    public static IReadOnlyList<JsonNode> Objects(string example) => [.. _parts.SelectMany(p => Of(example, p).Objects)];

    /// <summary>A province whose Cluster is recovered from the archive of the one before it, with the values of deploy/handbook/backup.md.</summary>
    public static IReadOnlyList<JsonNode> Recovery(params string[] sets) => [.. _parts.SelectMany(p => Yaml.Read(Template("production", p, [.. _recovery, .. sets])))];

    /// <summary>Of that, what is about PostgreSQL: the Cluster and what watches it.</summary>
    public static string RecoveryOf(params string[] templates)
    {
        var (code, output) = Run(Folder, Helm, ["template", "governance", Source, "--namespace", "governance", "--values", ValuesOf("production"), "--set", "part=base",
            .. _recovery.SelectMany(s => new[] { "--set", s }), "--set-string", "postgres.cluster.recovery.targetTime=2026-11-25 08:59:00+08:00", .. templates.SelectMany(t => new[] { "--show-only", $"templates/{t}" })]);
        return code == 0 ? output : throw new InvalidOperationException(output);
    }

    public static string ValuesOf(string example) => Path.Combine(Source, "examples", example, "values.yaml");

    public static string Template(string example, string part, params string[] sets)
    {
        var (code, output) = Run(Folder, Helm, ["template", "governance", Source, "--namespace", "governance", "--values", ValuesOf(example), "--set", $"part={part}", .. sets.SelectMany(s => new[] { "--set", s })]);
        return code == 0 ? output : throw new InvalidOperationException(output);
    }

    /// <summary>What Helm says at the end of an installation of the base.</summary>
    public static string Notes(string example, params string[] sets)
    {
        var (code, output) = Run(Folder, Helm, ["install", "governance", Source, "--dry-run=client", "--namespace", "governance", "--values", ValuesOf(example), "--set", "part=base", .. sets.SelectMany(s => new[] { "--set", s })]);
        return code == 0 ? output[output.LastIndexOf("NOTES:", StringComparison.Ordinal)..] : throw new InvalidOperationException(output);
    }

    /// <summary>The exit code, and what was said: on success the output alone.</summary>
    public static (int Code, string Output) Run(string folder, string program, params string[] arguments) => RunOn("", folder, program, arguments);

    /// <summary>The same with something to read.</summary>
    public static (int Code, string Output) RunOn(string input, string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output.GetAwaiter().GetResult() : output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    /// <summary>Fails with every violation, each on its own line.</summary>
    public static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, $"{all.Count} broken:\n{string.Join('\n', all)}");
    }

    private static void Expect((int Code, string Output) result)
    {
        if (result.Code != 0) throw new InvalidOperationException(result.Output);
    }

    // Not by CallerFilePath: a deterministic build (CI=true) maps it to /_/.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No Platform.sln above {AppContext.BaseDirectory}");
    }
}

/// <summary>One part of one example, rendered.</summary>
public sealed record Render(string Example, string Part, string Text = "")
{
    public string Name => $"{Example}/{Part}";

    public string Golden => Path.Combine(Chart.Source, "examples", Example, $"{Part}.yaml");

    public IReadOnlyList<JsonNode> Objects => field ??= Yaml.Read(Text);
}
