using System.Text.RegularExpressions;

namespace Governance.ArchitectureTests;

/// <summary>Rule 7: resource in the AppHost = name in telemetry = folder of the service, or what its roles file shortens that to (= component in the chart, once there is one).</summary>
public sealed partial class OneNameEverywhere
{
    [Fact]
    public void Of_a_running_process()
    {
        var processes = House.Files.Where(f => f.EndsWith("/Program.cs", StringComparison.Ordinal) && (f.StartsWith("services/", StringComparison.Ordinal) || f.StartsWith("gateway/", StringComparison.Ordinal))).ToDictionary(f => f, House.Read);
        var appHost = House.Files.Where(f => f.StartsWith("Aspire.AppHost/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(House.Read);
        Assert.InRange(processes.Count, 3, 50);
        House.Hold(Names(processes, string.Join('\n', appHost)));
    }

    [Fact]
    public void Another_name_is_noticed() => Assert.Equal(
    [
        "services/Grid/Program.cs is called calls, its project grid",
        "gateway/Program.cs names no process: AddGovernanceDefaults(\"gateway\")",
        "calls is no resource of the AppHost",
        "the AppHost's frontdoor is no process",
        "the AppHost's welfare-migrate is no process",
    ], Names(new() { ["services/Grid/Program.cs"] = "builder.AddGovernanceDefaults(\"calls\");", ["services/Identity/Program.cs"] = "builder.AddGovernanceDefaults(\"identity\");", ["gateway/Program.cs"] = "" },
        """
        builder.AddProject<Projects.Gateway>("frontdoor"); var a = Identity("identity"); var b = Identity("identity-migrate", "migrate"); var c = Identity("welfare-migrate");
        IResourceBuilder<ProjectResource> Identity(string name, params string[] command) => builder.AddProject<Projects.Identity>(name);
        """));

    private static IEnumerable<string> Names(Dictionary<string, string> programs, string appHost)
    {
        var processes = new HashSet<string>();
        foreach (var (path, text) in programs)
        {
            var project = House.NameOf(path.Split('/')[^2]);
            var name = Defaults().Match(text).Groups[1].Value;
            if (name.Length == 0) yield return $"{path} names no process: AddGovernanceDefaults(\"{project}\")";
            else if (name != project) yield return $"{path} is called {name}, its project {project}";
            if (name.Length > 0) processes.Add(name);
        }
        // Projects are added directly or by a local function that takes the name.
        var resources = AddProject().Matches(appHost).Select(m => m.Groups[1].Value)
            .Concat(Adders().Matches(appHost).Select(m => m.Groups[1].Value).Distinct().SelectMany(f => Regex.Matches(appHost, $@"\b{f}\(""([a-z-]+)""").Select(m => m.Groups[1].Value))).ToList();
        foreach (var missing in processes.Except(resources)) yield return $"{missing} is no resource of the AppHost";
        // One-shot steps are named after their process: grid-migrate.
        foreach (var stray in resources.Where(r => !processes.Contains(r.Split('-')[0]))) yield return $"the AppHost's {stray} is no process";
    }

    [GeneratedRegex(@"AddGovernanceDefaults\(""([^""]+)""\)")]
    private static partial Regex Defaults();

    [GeneratedRegex(@"AddProject<[^>]+>\(""([^""]+)""")]
    private static partial Regex AddProject();

    [GeneratedRegex(@"(\w+)\(string name[^)]*\)\s*=>\s*[^;]*?AddProject<[^>]+>\(name")]
    private static partial Regex Adders();
}
