using System.Text.RegularExpressions;
using Governance.Gateway.Bodies;
using Governance.Gateway.Limits;
using Governance.Gateway.Routes;

namespace Governance.ArchitectureTests;

/// <summary>contracts/ERRORS.md is all that a partner has who has nothing but contracts/: what the gateway and every service refuse, and the limits, are what stands there.</summary>
public sealed partial class ReasonsOfEveryCall
{
    // As transcoding to JSON answers a code.
    private static readonly Dictionary<string, int> _http = new()
    {
        ["INVALID_ARGUMENT"] = 400, ["FAILED_PRECONDITION"] = 400, ["OUT_OF_RANGE"] = 400, ["UNAUTHENTICATED"] = 401, ["PERMISSION_DENIED"] = 403, ["NOT_FOUND"] = 404,
        ["UNIMPLEMENTED"] = 501, ["ALREADY_EXISTS"] = 409, ["ABORTED"] = 409, ["RESOURCE_EXHAUSTED"] = 429, ["INTERNAL"] = 500, ["UNAVAILABLE"] = 503, ["DEADLINE_EXCEEDED"] = 504,
    };

    private static readonly string _page = House.Read("contracts/ERRORS.md");

    [Fact]
    public void Of_the_gateway_stand_there_with_their_codes()
    {
        var given = Given("gateway/").SelectMany(text => Gateways().Matches(text)).Select(m => $"{m.Groups["reason"].Value} {m.Groups["http"].Value} {Upper(m.Groups["code"].Value)}").ToHashSet();
        Assert.InRange(given.Count, 25, 200);
        House.Hold(Differ(given, Rows("By the gateway")));
    }

    [Fact]
    public void Of_every_service_stand_there_with_their_codes()
    {
        var files = Given("services/Foundation/").ToList();
        var given = files.SelectMany(text => Services().Matches(text).Select(m =>
        {
            var reason = m.Groups["literal"].Success ? m.Groups["literal"].Value : m.Groups["name"].Value == "Reason" ? Constant().Match(text).Groups[1].Value : "PLACE_MOVED";
            var code = Upper(m.Groups["code"].Value);
            return $"{reason} {_http[code]} {code}";
        })).ToHashSet();
        Assert.InRange(given.Count, 12, 200);
        House.Hold(Differ(given, Rows("By every service")));
        // And the reasons of fields: what stands beside a sentence for people.
        var reasons = files.SelectMany(text => text.Split('\n')).Where(line => Chinese().IsMatch(line)).SelectMany(line => Reason().Matches(line)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.InRange(reasons.Count, 20, 200);
        House.Hold(reasons.Where(r => !_page.Contains($"`{r}`", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(r => $"{r} is given by Foundation and stands nowhere in ERRORS.md"));
    }

    [Fact]
    public void Limits_are_those_that_hold_where_nobody_has_set_others()
    {
        var limits = new LimitOptions();
        foreach (var kind in Enum.GetValues<CallKind>())
        {
            var limit = limits.For(kind, null);
            Assert.Contains($"| {kind} | {limit.PerSecond} | {limit.Burst} |", _page, StringComparison.Ordinal);
        }
        var bodies = new BodyOptions();
        Assert.Contains($"**Open streams**: {limits.OpenStreams} for each client", _page, StringComparison.Ordinal);
        Assert.Contains($"**Time**: {new TimeoutOptions().Call.TotalSeconds} s for a call", _page, StringComparison.Ordinal);
        Assert.Contains($"**Size**: {bodies.MaxBytes / 1024 / 1024} MiB for a request, {bodies.MaxUploadBytes / 1024 / 1024 / 1024} GiB for a file", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_told_or_never_given_is_noticed() =>
        Assert.Equal(["A 400 ABORTED is given and stands nowhere in ERRORS.md", "B 409 ABORTED stands in ERRORS.md and is never given"], Differ(["A 400 ABORTED"], ["B 409 ABORTED"]));

    private static IEnumerable<string> Differ(HashSet<string> given, HashSet<string> told) =>
        given.Except(told).Order(StringComparer.Ordinal).Select(g => $"{g} is given and stands nowhere in ERRORS.md").Concat(told.Except(given).Order(StringComparer.Ordinal).Select(t => $"{t} stands in ERRORS.md and is never given"));

    private static HashSet<string> Rows(string title)
    {
        var part = _page.Split("\n## ").Single(p => p.StartsWith(title + "\n", StringComparison.Ordinal));
        return [.. Row().Matches(part).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}")];
    }

    private static IEnumerable<string> Given(string folder) => House.Files.Where(f => f.StartsWith(folder, StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(House.Read);

    private static string Upper(string code) => Capital().Replace(code, "_").ToUpperInvariant();

    [GeneratedRegex(@"new\(StatusCode\.(?<code>\w+), (?<http>\d{3}), ""(?<reason>[A-Z_0-9]+)""")]
    private static partial Regex Gateways();

    [GeneratedRegex(@"(?:new|new Refusal)\((?:Grpc\.Core\.)?StatusCode\.(?<code>\w+), (?:""(?<literal>[A-Z_]+)""|(?<name>Reason|MapChecks\.Moved)\b)")]
    private static partial Regex Services();

    [GeneratedRegex(@"const string Reason = ""([A-Z_]+)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"""([A-Z]{3,}(?:_[A-Z]+)*)""")]
    private static partial Regex Reason();

    [GeneratedRegex(@"[一-鿿]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^\| `([A-Z_0-9]+)` \| (\d{3})[^|]* \| `([A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Capital();
}
