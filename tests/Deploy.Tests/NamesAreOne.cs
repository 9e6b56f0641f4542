using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>A process is called the same in the AppHost and in the chart, its steps run by the same arguments, and its settings are those that its README names.</summary>
public sealed partial class NamesAreOne
{
    // The sample users and clients: Development only.
    private const string OnlyThere = "identity-seed";
    // The collector of telemetry; the AppHost has its dashboard instead. The client of a service that asks another one; there it is among the samples.
    private static readonly string[] OnlyHere = ["collector", "identity-client-volunteers", "identity-client-socialorgs"];
    private static readonly string[] _settingsOfOthers = ["DOTNET_EnableDiagnostics", "Kestrel__Endpoints__http__Url", "Kestrel__Endpoints__grpc__Url", "OTEL_METRIC_EXPORT_INTERVAL"];

    [Fact]
    public void Of_components_and_steps() => Chart.Hold(Differences(AppHost(), Here(Chart.Objects("production"))));

    [Fact]
    public void Another_name_is_noticed()
    {
        var (there, here) = (AppHost(), Here(Chart.Objects("production")));
        Assert.InRange(there.Count, 8, 100);
        here.Remove("grid-import");
        here["gird"] = [];
        here["volunteers-map"] = ["maps"];
        there["insights"] = [];
        Assert.Equal(["insights is in the AppHost and no component of values.yaml", "grid-import is in the AppHost and no component of values.yaml", "gird is no resource of the AppHost", "volunteers-map runs maps, in the AppHost map"], Differences(there, here));
    }

    [Fact]
    public void Of_settings()
    {
        var pages = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Chart.Root, "services"), "README.md", SearchOption.AllDirectories).Append(Path.Combine(Chart.Root, "gateway", "README.md")).Select(File.ReadAllText));
        var settings = Chart.Examples.SelectMany(Chart.Objects).OfKind("ConfigMap").Where(m => m.At("data")!.AsObject().ContainsKey("Oidc__Authority")).SelectMany(m => m.Entries("data").Select(d => d.Key))
            .Concat(Chart.Examples.SelectMany(Chart.Objects).Pods().SelectMany(p => p.Pod.Containers()).SelectMany(c => c.Items("env")).Select(v => v["name"]!.ToString())).Distinct().ToList();
        Assert.InRange(settings.Count, 25, 200);
        Chart.Hold(Unknown(settings, pages));
        Assert.Equal(["no README knows the setting Gateway:Prot"], Unknown(["Gateway__Port", "Gateway__Prot"], pages));
    }

    /// <summary>Who asks whom, and with which rights: in the AppHost and its samples as in the chart.</summary>
    [Fact]
    public void Of_who_asks_whom()
    {
        var objects = Chart.Objects("production");
        var here = objects.OfKind("ConfigMap").SelectMany(m => m.Entries("data").Select(d => Peer().Match(d.Key)).Where(p => p.Success).Select(p => $"{m.Name()} asks {p.Groups[1].Value} for "
            + string.Join(' ', objects.Single(o => o.Called() == $"Job/identity-client-{m.Name()}").At("spec", "template", "spec")!.Containers().Single().Items("args").Select(a => a.ToString()).SkipWhile(a => a != "--scope").Where(a => a != "--scope"))));
        var samples = File.ReadAllText(Path.Combine(Chart.Root, "Aspire.AppHost", "Samples.cs"));
        string Scopes(string client) => Regex.Match(samples, "Partner\\(\"" + client + "\", \"([^\"]+)\"").Groups[1].Value;
        var there = Asking().Matches(File.ReadAllText(Path.Combine(Chart.Root, "Aspire.AppHost", "Program.cs")))
            .Select(m => $"{m.Groups[1].Value} asks {m.Groups[2].Value} for {Scopes(m.Groups[1].Value)}").ToList();
        Assert.NotEmpty(there);
        Assert.Equal(there.Order(StringComparer.Ordinal), here.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Unknown(IEnumerable<string> settings, string pages) => settings.Except(_settingsOfOthers).Where(s => s.Any(char.IsLower))
        .Select(s => Index().Replace(s.Replace("__", ":", StringComparison.Ordinal), "")).Where(s => !Pattern(s).Any(p => pages.Contains(p, StringComparison.Ordinal))).Select(s => $"no README knows the setting {s}");

    // READMEs write what varies in capitals or angle brackets: Protection:Keys:ID, services:<name>:grpc:0, Peers:SERVICE:Address.
    private static IEnumerable<string> Pattern(string setting) =>
        [setting, Regex.Replace(setting, "^services:[a-z]+:", "services:<name>:") + ":0", Regex.Replace(setting, "^Protection:Keys:.*", "Protection:Keys:ID"), Regex.Replace(setting, "^Peers:[a-z]+:", "Peers:SERVICE:"), Regex.Replace(setting, "^Gateway:Receipts:Keys:.*", "Gateway:Receipts:Keys:<name>")];

    private static Dictionary<string, string[]> Here(IEnumerable<System.Text.Json.Nodes.JsonNode> objects) => objects.OfKind("Deployment", "Job").Where(o => !OnlyHere.Contains(o.Name()))
        .ToDictionary(o => o.Name(), o => o.At("spec", "template", "spec")!.Containers().Single().Items("args").Select(a => a.ToString()).ToArray());

    // builder.AddProject<Projects.Gateway>("gateway", … and, by a local function, Grid("grid-import", "import").
    private static Dictionary<string, string[]> AppHost()
    {
        var program = File.ReadAllText(Path.Combine(Chart.Root, "Aspire.AppHost", "Program.cs"));
        return Direct().Matches(program).Concat(Adder().Matches(program).SelectMany(f => Regex.Matches(program, $@"\b{f.Groups[1].Value}\(""(?<name>[a-z-]+)""(?:, ""(?<step>[a-z]+)"")?")))
            .Where(m => m.Groups["name"].Value != OnlyThere).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["step"].Success ? new[] { m.Groups["step"].Value } : []);
    }

    private static IEnumerable<string> Differences(Dictionary<string, string[]> there, Dictionary<string, string[]> here) =>
    [
        .. there.Keys.Except(here.Keys).OrderByDescending(k => k, StringComparer.Ordinal).Select(n => $"{n} is in the AppHost and no component of values.yaml"),
        .. here.Keys.Except(there.Keys).Select(n => $"{n} is no resource of the AppHost"),
        .. here.Where(h => there.TryGetValue(h.Key, out var step) && !step.SequenceEqual(h.Value.Take(1))).Select(h => $"{h.Key} runs {string.Join(' ', h.Value)}, in the AppHost {string.Join(' ', there[h.Key])}"),
    ];

    [GeneratedRegex("^Peers__([a-z]+)__Address$")]
    private static partial Regex Peer();

    [GeneratedRegex(@"^(\w+)\.Asks\((\w+),", RegexOptions.Multiline)]
    private static partial Regex Asking();

    [GeneratedRegex(@"AddProject<[^>]+>\(""(?<name>[a-z-]+)""")]
    private static partial Regex Direct();

    [GeneratedRegex(@"(\w+)\(string name, params string\[\] command\)\s*=>")]
    private static partial Regex Adder();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Index();
}
