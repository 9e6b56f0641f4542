using System.Text.RegularExpressions;

namespace Governance.ArchitectureTests;

/// <summary>Rule 9: every path, command and type that a page names exists, and a page fits the eye.</summary>
public sealed partial class ReadmesAreTrue
{
    private static readonly string[] _extensions = [".cs", ".md", ".json", ".yaml", ".yml", ".proto", ".sh", ".csproj", ".sln", ".props", ".csv", ".txt", ".pem", ".binpb"];
    private static readonly Lazy<HashSet<string>> _words = new(() => [.. House.Files.Where(f => Path.GetExtension(f) is ".cs" or ".proto" or ".csproj" or ".props" or ".json" or ".sh" or ".cshtml" or ".yaml" or "")
        .Where(f => !f.EndsWith("packages.lock.json", StringComparison.Ordinal) && f != "tests/Architecture.Tests/ReadmesAreTrue.cs").SelectMany(f => Word().Matches(House.Read(f)).Select(m => m.Value))]);
    // Programs that the machine brings, or that tests/run installs.
    private static readonly HashSet<string> _programs = ["dotnet", "git", "npm", "node", "curl", "grpcurl", "cd", "export", "jq", "sudo", "apt-get", "psql", "rabbitmqctl", "redis-cli", "cp", "mkdir", "rm", "cat", "sed", "for", "done", "do", "kill", "helm", "kubectl", "echo"];

    private static IReadOnlyList<string> Pages { get; } = [.. House.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void Every_path_command_and_type_exists()
    {
        Assert.InRange(Pages.Count, 4, 5000);
        var claims = Pages.Sum(p => Claims(House.Read(p)).Count());
        Assert.InRange(claims, 30, 100_000);
        House.Hold(Pages.SelectMany(p => Untrue(p, House.Read(p))));
    }

    [Fact]
    public void A_readme_is_one_screen() => House.Hold(Pages.Where(p => Path.GetFileName(p) == "README.md").SelectMany(p => TooLong(p, House.Read(p))));

    [Fact]
    public void What_is_untrue_is_noticed()
    {
        const string page = """
            `Grid/` and `Nowhere/` and [this](../gateway/README.md) and [that](gone.md), `Program.cs`, `Elsewhere.cs`, `./deploy/gone`, `GridModule`, `NoSuchTypeAnywhere`, `/health/live`, `http://x/y`, `a/<b>/c`.
            ```sh
            deploy/local/nothing --now   # says why
            GOVERNANCE_STATE=/tmp/x dotnet test tests/Nothing.Tests
            frobnicate now
            dotnet test tests/Architecture.Tests
            own() { :; }
            own thing
            ```
            """;
        Assert.Equal(["services/README.md: gone.md does not exist", "services/README.md: Nowhere/ does not exist", "services/README.md: Elsewhere.cs does not exist", "services/README.md: deploy/gone does not exist", "services/README.md: NoSuchTypeAnywhere does not exist",
            "services/README.md: deploy/local/nothing does not exist", "services/README.md: tests/Nothing.Tests does not exist", "services/README.md: frobnicate is no command"],
            Untrue("services/README.md", page));
        Assert.Equal(["services/Grid/README.md has 61 lines, more than 60"], TooLong("services/Grid/README.md", string.Concat(Enumerable.Repeat("line\n", 61))));
    }

    private static IEnumerable<string> TooLong(string page, string text)
    {
        // The front page and the guide for partners and data teams are two screens: each of their readers needs one.
        var most = page is "README.md" or "contracts/README.md" ? 120 : 60;
        var lines = text.TrimEnd('\n').Split('\n').Length;
        if (lines > most) yield return $"{page} has {lines} lines, more than {most}";
    }

    private static IEnumerable<string> Untrue(string page, string text) => Claims(text).Where(c => !Holds(page, c)).Select(c => c.Kind == Kind.Program ? $"{page}: {c.Text} is no command" : $"{page}: {c.Text} does not exist").Distinct();

    private enum Kind { Path, Program, Name }

    private static IEnumerable<(Kind Kind, string Text)> Claims(string text)
    {
        var prose = RejectedOptions().Replace(Fence().Replace(text, ""), "");
        // `at() { … }`: what a page defines, it may call.
        var defined = ShellFunction().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        foreach (Match link in Link().Matches(prose))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)) yield return (Kind.Path, target);
        }
        foreach (var code in Inline().Matches(prose).Select(m => m.Groups[1].Value).Select(c => c.StartsWith("./", StringComparison.Ordinal) ? c[2..] : c))
        {
            if (code.Contains(' ', StringComparison.Ordinal))
            {
                if (Command(code) is { } claims && _programs.Contains(claims[0].Text)) foreach (var claim in claims) yield return claim;
            }
            else if (IsPath(code)) yield return (Kind.Path, code);
            else if (TypeName().IsMatch(code)) foreach (var part in code.TrimEnd('(', ')').Split('.').Where(p => char.IsUpper(p[0]))) yield return (Kind.Name, part);
        }
        foreach (var line in Fence().Matches(text).Where(m => m.Groups["language"].Value is "sh" or "bash").SelectMany(m => m.Groups["body"].Value.Split('\n')))
        {
            if (Command(line.Split(" #")[0]) is { } claims) foreach (var claim in claims.Where(c => !defined.Contains(c.Text))) yield return claim;
        }
    }

    // FOO=bar program path --option value | …: the program and what looks like a path of ours.
    private static List<(Kind Kind, string Text)>? Command(string line)
    {
        if (line.Length == 0 || line[0] is ' ' or '#' or '}' or '{' or '-' or '\'' or '"') return null;     // continued lines and here-documents
        var words = line.Split([' ', '|', ';', '&', '(', ')', '\'', '"', '\\'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => Assignment().IsMatch(w)).ToList();
        if (words.Count == 0) return null;
        var program = words[0].StartsWith("./", StringComparison.Ordinal) ? words[0][2..] : words[0];
        return [(program.Contains('/', StringComparison.Ordinal) ? Kind.Path : Kind.Program, program), .. words.Skip(1).Where(w => Ours().IsMatch(w) && IsPath(w)).Select(w => (Kind.Path, w))];
    }

    private static bool IsPath(string code) =>
        !code.StartsWith('/') && !code.StartsWith('-') && !code.StartsWith('.') && !Regex.IsMatch(code, @"[<>{}*…$:=?,\[\]()]|NNNN|^\d|^[A-Z]+/[A-Z]|//")
        && ((code.Contains('/', StringComparison.Ordinal) && Regex.IsMatch(code, "^[A-Za-z.][A-Za-z0-9_./-]*$") && !code.StartsWith("application/", StringComparison.Ordinal) && !code.StartsWith('@')) || _extensions.Contains(Path.GetExtension(code)));

    private static bool Holds(string page, (Kind Kind, string Text) claim)
    {
        switch (claim.Kind)
        {
            case Kind.Program:
                return _programs.Contains(claim.Text);
            case Kind.Name:
                return _words.Value.Contains(claim.Text);
        }
        var path = claim.Text.TrimEnd('/');
        // State and what `up` writes is made while running.
        if (path.StartsWith(".local", StringComparison.Ordinal) || Path.GetFileName(path) is "endpoints.json" or "ca.pem") return true;
        if (claim.Text.Contains('/', StringComparison.Ordinal))
        {
            foreach (var from in new[] { Path.GetDirectoryName(page)!, "" })
            {
                if (Path.Exists(Path.Combine(House.Root, from, path))) return true;
            }
            // A gRPC name or a module: governance.grid.v1.Calls/OpenCall, Feed/Read.
            return Regex.IsMatch(path, @"^([a-z0-9.]+\.)?[A-Z]\w+/[A-Z]\w+$") && path.Split('/', '.').Where(p => char.IsUpper(p[0])).All(_words.Value.Contains);
        }
        return Path.Exists(Path.Combine(House.Root, Path.GetDirectoryName(page)!, path)) || House.Files.Any(f => Path.GetFileName(f) == path);
    }

    [GeneratedRegex(@"^```(?<language>\w*)[^\n]*\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(\w+)\(\) *\{", RegexOptions.Multiline)]
    private static partial Regex ShellFunction();

    // What a decision has rejected does not exist.
    [GeneratedRegex(@"^## Options.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RejectedOptions();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Inline();

    // At least two capitals or a dot: `GridModule`, `EventType.NameOf`; not `Normal`.
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*([A-Z.][A-Za-z0-9]*)+(\(\))?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Z_][A-Z0-9_]*=")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(\./)?(contracts|services|tests|deploy|gateway|Aspire\.AppHost)/")]
    private static partial Regex Ours();
}
