using System.Text.RegularExpressions;

namespace Governance.ArchitectureTests;

/// <summary>Folders, sizes, the solution, nothing left for later.</summary>
public sealed partial class HouseKeepsItsForm
{
    private static readonly string[] _top = ["Aspire.AppHost", "contracts", "gateway", "services", "deploy", "tests", ".ci", ".config"];
    private static readonly string[] _topFiles = ["Platform.sln", "README.md", "Directory.Build.props", "Directory.Packages.props", "global.json", "nuget.config", "BannedSymbols.txt",
        ".editorconfig", ".gitattributes", ".gitignore"];
    private static readonly string[] _generated = ["/Migrations/"];

    [Fact]
    public void Nothing_new_lies_at_the_top() => House.Hold(Strays(House.Files));

    [Fact]
    public void No_source_is_too_long()
    {
        var sources = House.Files.Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".proto" or ".sh" or ".js" or ".cjs" or ".css").ToList();
        Assert.InRange(sources.Count, 180, 50_000);
        House.Hold(sources.Where(f => !_generated.Any(g => f.Contains(g, StringComparison.Ordinal))).SelectMany(f => TooLong(f, File.ReadLines(Path.Combine(House.Root, f)).Count())));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        Assert.InRange(House.Projects.Count, 15, 500);
        House.Hold(Unsolved(House.Projects.Select(p => p.Path), House.Read("Platform.sln")));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var texts = House.Files.Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".proto" or ".sh" or ".js" or ".cjs" or ".json" or ".yaml" or ".csproj" or ".props" or ".md" or "").Where(f => !f.EndsWith("packages.lock.json", StringComparison.Ordinal)).ToList();
        Assert.InRange(texts.Count, 200, 50_000);
        House.Hold(texts.SelectMany(f => LeftForLater(f, House.Read(f))));
    }

    [Fact]
    public void Every_library_of_foundation_and_every_service_has_a_readme() => House.Hold(House.Projects.Where(p => p.IsFoundation || p.IsService || p.IsGateway)
        .Select(p => $"{Path.GetDirectoryName(p.Path)}/README.md").Where(r => !House.Files.Contains(r)).Select(r => $"{r} is missing"));

    [Fact]
    public void What_breaks_it_is_noticed()
    {
        Assert.Equal(["services/Grid/Calls/Call.cs has 401 lines, more than 400", "services/Grid/Program.cs has 26 lines, more than 25", "Aspire.AppHost/Native.cs has 61 lines, more than 60"],
            new[] { ("services/Grid/Calls/Call.cs", 401), ("services/Grid/Calls/Other.cs", 400), ("services/Grid/Program.cs", 26), ("Aspire.AppHost/Native.cs", 61), ("tests/Load/Program.cs", 300) }.SelectMany(f => TooLong(f.Item1, f.Item2)));
        Assert.Equal(["Common does not belong at the top"], Strays(["Common/Utils.cs", "services/Grid/Grid.csproj", "README.md"]));
        Assert.Equal(["b/b.csproj is not in Platform.sln", "Platform.sln names c/c.csproj, which does not exist"], Unsolved(["a/a.csproj", "b/b.csproj"], """= "a", "a\a.csproj", "{1}" and = "c", "c\c.csproj", "{2}" """));
        Assert.Equal(["a.cs:1 " + Later[0], "a.cs:3 " + Later[1]], LeftForLater("a.cs", $"// {Later[0]}: later\nTo do it\nthrow new {Later[1]}Exception();"));
    }

    // In two parts, so that this file may name them.
    private static readonly string[] Later = ["TO" + "DO", "Not" + "Implemented", "FIX" + "ME", "HA" + "CK:", "[Fact(Sk" + "ip", "[Theory(Sk" + "ip"];

    private static IEnumerable<string> Strays(IEnumerable<string> files) => files.Select(f => f.Split('/')[0]).Distinct().Except(_top).Except(_topFiles).Select(f => $"{f} does not belong at the top");

    private static IEnumerable<string> Unsolved(IEnumerable<string> projects, string solution)
    {
        var named = InSolution().Matches(solution.Replace('\\', '/')).Select(m => m.Groups[1].Value).ToList();
        return projects.Except(named).Select(p => $"{p} is not in Platform.sln").Concat(named.Except(projects).Select(p => $"Platform.sln names {p}, which does not exist"));
    }

    private static IEnumerable<string> TooLong(string path, int lines)
    {
        var most = path.StartsWith("Aspire.AppHost/", StringComparison.Ordinal) ? 60 : path.EndsWith("/Program.cs", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal) ? 25 : 400;
        if (lines > most) yield return $"{path} has {lines} lines, more than {most}";
    }

    private static IEnumerable<string> LeftForLater(string path, string text) =>
        from line in text.Split('\n').Select((l, at) => (Text: l, Number: at + 1))
        let found = Later.FirstOrDefault(w => Regex.IsMatch(line.Text, $@"(?<![A-Za-z]){Regex.Escape(w)}"))
        where found is not null
        select $"{path}:{line.Number} {found}";

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex InSolution();
}
