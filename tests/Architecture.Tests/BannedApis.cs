using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>Rule 10: the analyzer refuses while one types; here the compiled code is asked again, so that no switch can turn the rule off.</summary>
public sealed partial class BannedApis
{
    private static readonly IReadOnlyList<(string Type, string Member, int? Parameters)> _banned = [.. House.Read("BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Symbol().Match(line)).Where(m => m.Success).Select(m => (m.Groups["type"].Value, (m.Groups["kind"].Value == "P" ? "get_" : "") + m.Groups["member"].Value,
            m.Groups["kind"].Value == "P" ? 0 : (int?)(m.Groups["args"].Value.Length == 0 ? 0 : m.Groups["args"].Value.Split(',').Length)))];

    [Fact]
    public void Are_the_ones_of_the_rule()
    {
        foreach (var name in new[] { "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Threading.Tasks.Task`1.get_Result", "System.Threading.Tasks.Task.Wait" })
        {
            Assert.Contains(name, _banned.Select(b => $"{b.Type}.{b.Member}"));
        }
        Assert.Contains(_banned, b => b.Member == "IgnoreQueryFilters");
    }

    [Fact]
    public void Are_called_by_no_compiled_code()
    {
        var types = House.Services.Concat(House.Foundation).SelectMany(m => m.Types).ToList();
        Assert.InRange(types.Sum(t => Code.Calls(t).Count()), 5000, int.MaxValue);
        House.Hold(Uses(types));
    }

    [Fact]
    public void Are_banned_in_every_project()
    {
        var props = House.Files.Where(f => f.EndsWith("Directory.Build.props", StringComparison.Ordinal) || f.EndsWith("Directory.Build.targets", StringComparison.Ordinal)).ToDictionary(f => f, House.Read);
        Assert.Contains("BannedApiAnalyzers", props["Directory.Build.props"], StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", props["Directory.Build.props"], StringComparison.Ordinal);
        Assert.InRange(House.Projects.Count, 15, 500);
        House.Hold(Switches(props, House.Projects.ToDictionary(p => p.Path, p => House.Read(p.Path)), House.Files.Where(f => f.EndsWith(".editorconfig", StringComparison.Ordinal)).ToDictionary(f => f, House.Read)));
    }

    [Fact]
    public void Are_allowed_nowhere_without_a_reason()
    {
        var sources = House.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        Assert.InRange(sources.Count, 150, 50_000);
        House.Hold(sources.SelectMany(f => Pragmas(f, House.Read(f))));
    }

    [Fact]
    public void What_breaks_it_is_noticed()
    {
        Assert.Equal(["Clockless calls System.DateTime.get_UtcNow", "Clockless calls System.Guid.NewGuid", "Clockless calls System.Threading.Tasks.Task`1.get_Result"], Uses(House.FixturesOf("Banned")).Order());
        Assert.Equal(["a.cs:1 allows RS0030 without a reason"], Pragmas("a.cs", "#pragma warning disable " + "RS0030\n#pragma warning disable " + "RS0030 // the test plays a clock that stands"));
        Assert.Equal(["x/Directory.Build.props does not import the one above it", "x/x.csproj turns RS0030 off", "y/y.csproj turns Directory.Build.props off", ".editorconfig turns RS0030 down"],
            Switches(new() { ["Directory.Build.props"] = "", ["x/Directory.Build.props"] = "<Project />" },
                new() { ["x/x.csproj"] = "<NoWarn>RS0030</NoWarn>", ["y/y.csproj"] = "<ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>" }, new() { [".editorconfig"] = "dotnet_diagnostic.RS0030.severity = none" }));
    }

    private static IEnumerable<string> Uses(IEnumerable<TypeDefinition> types) =>
        (from type in types
         from call in Code.Calls(type)
         where _banned.Any(b => call.To.Name == b.Member && call.To.DeclaringType.GetElementType().FullName == b.Type && (b.Parameters is null || call.To.Parameters.Count == b.Parameters))
         select $"{type.Name} calls {call.To.DeclaringType.GetElementType().FullName}.{call.To.Name}").Distinct();

    private static IEnumerable<string> Switches(Dictionary<string, string> props, Dictionary<string, string> projects, Dictionary<string, string> editorConfigs)
    {
        foreach (var (path, text) in props.Where(p => p.Key.Contains('/', StringComparison.Ordinal) && p.Key.EndsWith(".props", StringComparison.Ordinal)))
        {
            if (!text.Contains("GetPathOfFileAbove('Directory.Build.props'", StringComparison.Ordinal)) yield return $"{path} does not import the one above it";
        }
        foreach (var (path, text) in props.Concat(projects))
        {
            if (text.Contains("RS0030", StringComparison.Ordinal) || text.Contains("AdditionalFiles Remove", StringComparison.Ordinal)) yield return $"{path} turns RS0030 off";
            if (text.Contains("ImportDirectoryBuildProps", StringComparison.Ordinal)) yield return $"{path} turns Directory.Build.props off";
        }
        foreach (var (path, text) in editorConfigs.Where(e => e.Value.Contains("RS0030", StringComparison.Ordinal))) yield return $"{path} turns RS0030 down";
    }

    private static IEnumerable<string> Pragmas(string path, string text) =>
        from line in text.Split('\n').Select((l, at) => (Text: l, Number: at + 1))
        where line.Text.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && line.Text.Contains("RS0030", StringComparison.Ordinal) && !Reason().IsMatch(line.Text)
        select $"{path}:{line.Number} allows RS0030 without a reason";

    // T:… and comments are no members; generic arity of a method (``1) is left out.
    [GeneratedRegex(@"^(?<kind>[PM]):(?<type>.+)\.(?<member>[A-Za-z]+)(``\d+)?(\((?<args>.*)\))?;")]
    private static partial Regex Symbol();

    [GeneratedRegex("RS0030.*//.{10,}")]
    private static partial Regex Reason();
}
