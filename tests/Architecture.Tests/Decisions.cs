using System.Text.RegularExpressions;

namespace Governance.ArchitectureTests;

/// <summary>contracts/adr: each decision in its form, each in the list.</summary>
public sealed partial class Decisions
{
    private static readonly string[] _sections = ["Context", "Options", "Decision", "Consequences", "When this does not apply", "Enforced by"];
    private static readonly IReadOnlyList<string> _files = [.. House.Files.Where(f => f.StartsWith("contracts/adr/", StringComparison.Ordinal) && !f.EndsWith("/README.md", StringComparison.Ordinal))];

    [Fact]
    public void Have_their_form()
    {
        Assert.NotEmpty(_files);
        House.Hold(_files.SelectMany(f => Form(Path.GetFileName(f), House.Read(f))));
    }

    [Fact]
    public void Are_numbered_without_gaps() => Assert.Equal(Enumerable.Range(1, _files.Count).Select(n => $"{n:0000}"), _files.Select(f => Path.GetFileName(f)[..4]));

    [Fact]
    public void Are_all_in_the_list()
    {
        var list = House.Read("contracts/adr/README.md");
        House.Hold(_files.Select(Path.GetFileName).Where(f => !list.Contains($"[{f![..4]}]({f})", StringComparison.Ordinal)).Select(f => $"contracts/adr/README.md does not list {f}"));
        House.Hold(Listed().Matches(list).Select(m => m.Groups[1].Value).Except(_files.Select(f => Path.GetFileName(f)!)).Select(f => $"contracts/adr/README.md lists {f}, which does not exist"));
    }

    [Fact]
    public void What_breaks_the_form_is_noticed() => Assert.Equal(
        ["0009-x.md is to begin with \"# 0009 \" and a title", "0009-x.md has no line Status: proposed, accepted or replaced by NNNN", "0009-x.md has no line Date: YYYY-MM-DD",
            "0009-x.md has no section Consequences", "0009-x.md has no section When this does not apply", "0009-x.md says too little under Enforced by"],
        Form("0009-x.md", "# Something\nStatus: maybe\n## Context\nWhy it has come to this.\n## Options\nOne, or the other one.\n## Decision\nThe one, and not the other.\n## Enforced by\nNone\n"));

    private static IEnumerable<string> Form(string name, string text)
    {
        if (!text.StartsWith($"# {name[..4]} ", StringComparison.Ordinal)) yield return $"{name} is to begin with \"# {name[..4]} \" and a title";
        if (!Status().IsMatch(text)) yield return $"{name} has no line Status: proposed, accepted or replaced by NNNN";
        if (!Date().IsMatch(text)) yield return $"{name} has no line Date: YYYY-MM-DD";
        foreach (var section in _sections)
        {
            var found = Regex.Match(text, $@"^## {section}\s*$(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
            if (!found.Success) yield return $"{name} has no section {section}";
            else if (found.Groups[1].Value.Trim().Length < 15) yield return $"{name} says too little under {section}";
        }
    }

    [GeneratedRegex(@"^Status: (proposed|accepted|replaced by \d{4})\s*$", RegexOptions.Multiline)]
    private static partial Regex Status();

    [GeneratedRegex(@"^Date: \d{4}-\d\d-\d\d\s*$", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"\]\((\d{4}-[^)]+)\)")]
    private static partial Regex Listed();
}
