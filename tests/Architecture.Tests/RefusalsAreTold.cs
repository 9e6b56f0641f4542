using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>Partners switch on reasons: every one that a service gives stands in its protos, and every one that stands there is given.</summary>
public sealed partial class RefusalsAreTold
{
    private static readonly string[] _statuses = ["INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "OUT_OF_RANGE", "DATA_LOSS"];

    [Fact]
    public void In_the_protos()
    {
        foreach (var package in House.Files.Where(f => f.EndsWith("_service.proto", StringComparison.Ordinal)).GroupBy(f => f.Split('/')[3]))
        {
            var module = House.Serving($"governance.{package.Key}")!;
            var given = Code.Written(module).Where(t => t.Name.EndsWith("Refusals", StringComparison.Ordinal)).ToList();
            Assert.InRange(given.Count, 1, 100);
            House.Hold(Compare(package.Key, string.Join('\n', package.Select(House.Read).Where(text => !House.Agreed.Any(a => text.Contains($"service {a.Split('.')[^1]} {{", StringComparison.Ordinal)))), given, [.. House.Foundation.Append(module).SelectMany(m => m.Types)]));
        }
    }

    [Fact]
    public void What_is_not_told_is_noticed()
    {
        var types = House.FixturesOf("Refusals").ToList();
        Assert.Equal(["KITE_TORN is given by KiteRefusals and named in no comment of governance.kites", "KITE_LOST is named in a comment of governance.kites and never given"],
            Compare("kites", "// Refusals: NOT_FOUND KITE_NOT_FOUND, ABORTED KITE_LOST.\nrpc Fly(KITE_TORN)", types, types));
    }

    private static IEnumerable<string> Compare(string service, string protos, IEnumerable<TypeDefinition> refusals, IEnumerable<TypeDefinition> all)
    {
        var named = protos.Split('\n').Where(l => l.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(l => Reason().Matches(l)).Select(m => m.Value).Except(_statuses).ToHashSet();
        var given = refusals.SelectMany(t => Code.Literals(t).Where(l => Whole().IsMatch(l)).Select(l => (Reason: l, By: t.Name))).Distinct().ToList();
        foreach (var (reason, by) in given.Where(g => !named.Contains(g.Reason))) yield return $"{reason} is given by {by} and named in no comment of governance.{service}";
        var literals = all.SelectMany(Code.Literals).ToHashSet();
        foreach (var reason in named.Where(n => !literals.Contains(n))) yield return $"{reason} is named in a comment of governance.{service} and never given";
    }

    [GeneratedRegex(@"\b[A-Z]{2,}(_[A-Z]+)+\b")]
    private static partial Regex Reason();

    [GeneratedRegex("^[A-Z]{2,}(_[A-Z]+)+$")]
    private static partial Regex Whole();
}
