using System.Text;
using System.Text.RegularExpressions;
using Governance.Events;
using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>contracts/ONCE-ONLY.md, out of the compiled services: what is entered once reaches whom, and does what there.</summary>
public sealed partial class OnceOnly
{
    private const string Page = "contracts/ONCE-ONLY.md";

    private sealed record Follower(string Service, string Consumer, string Event, string Does);

    [Fact]
    public void The_map_is_what_the_code_does()
    {
        var text = Write(House.Services);
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1") File.WriteAllText(Path.Combine(House.Root, Page), text);
        Assert.True(House.Read(Page) == text, $"{Page} is not what the code says now: UPDATE_CONTRACTS=1 dotnet test tests/Architecture.Tests");
    }

    [Fact]
    public void Every_namedis_raised_by_its_own_service_alone()
    {
        var raised = House.Services.SelectMany(Raised).ToList();
        Assert.InRange(raised.Count, 100, 10_000);
        House.Hold(raised.Where(r => r.Event.Split('.')[1] != r.Service).Select(r => $"{r.Service} raises {r.Event}"));
    }

    [Fact]
    public void A_consumer_that_does_not_say_what_it_does_is_noticed() => House.Hold(Followers(House.Services).Where(f => f.Does.Length < 10).Select(f => $"{f.Service} {f.Consumer} says in no summary and no reason what it does"));

    private static string Write(IReadOnlyList<ModuleDefinition> services)
    {
        var (followers, raised) = (Followers(services).ToLookup(f => f.Event), services.SelectMany(Raised).ToLookup(r => r.Event));
        var page = new StringBuilder("""
            # Once only: who learns of what

            Generated from the compiled services; do not edit: `UPDATE_CONTRACTS=1 dotnet test tests/Architecture.Tests`. Every event also stands in the stream of its service and in its feed.

            | event | published by | consumed by | what it does there |
            | --- | --- | --- | --- |

            """);
        foreach (var name in typeof(EventFormat).Assembly.GetExportedTypes().Where(t => t.Namespace?.Split('.').Length == 4).Select(EventFormat.NameOf).Order(StringComparer.Ordinal))
        {
            // The types that say it has happened: the aggregate, mostly.
            var named = $"`{name}` | {(raised.Contains(name) ? string.Join(", ", raised[name].GroupBy(r => r.Service, r => $"`{r.By}`").Select(s => $"{s.Key} {string.Join(' ', s.Distinct().Order(StringComparer.Ordinal))}")) : "nobody yet")}";
            var all = followers[name].OrderBy(f => f.Service, StringComparer.Ordinal).ThenBy(f => f.Consumer, StringComparer.Ordinal).ToList();
            if (all.Count == 0) page.Append(null, $"| {named} | data teams, watches and boards | |\n");
            foreach (var follower in all) page.Append(null, $"| {named} | {follower.Service} `{follower.Consumer}` | {follower.Does} |\n");
        }
        return page.ToString();
    }

    private static IEnumerable<Follower> Followers(IEnumerable<ModuleDefinition> services) =>
        services.SelectMany(Registered).Concat(services.SelectMany(Listening));

    // A service without a house of consumers listens at the broker itself.
    private static IEnumerable<Follower> Listening(ModuleDefinition module) =>
        from type in Code.Written(module)
        where Code.IsBackground(type) && Code.Calls(type).Any(c => c.To.Name == "BasicConsumeAsync")
        from heard in Code.Touches(type).Where(t => t.Namespace.StartsWith("Governance.Events.", StringComparison.Ordinal) && t.Namespace.Split('.').Length == 4).DistinctBy(t => t.FullName)
        let project = module.Assembly.Name.Name["Governance.".Length..]
        select new Follower(House.NameOf(project), type.Name, NameOf(heard), Does(project, type, ""));

    private static IEnumerable<Follower> Registered(ModuleDefinition module) =>
        from one in new[] { module }
        let project = module.Assembly.Name.Name["Governance.".Length..]
        let reasons = House.Files.Where(f => f.StartsWith($"services/{project}/", StringComparison.Ordinal) && f.EndsWith("Module.cs", StringComparison.Ordinal)).SelectMany(f => Registration().Matches(House.Read(f))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value)
        from call in module.Types.SelectMany(Code.Calls).Select(c => c.To).OfType<GenericInstanceMethod>()
        where call.Name == "Consumes"
        let consumer = call.GenericArguments[0]
        select new Follower(House.NameOf(project), consumer.Name, NameOf(call.GenericArguments[1]), Does(project, consumer, reasons.GetValueOrDefault(consumer.Name, "")));

    // What its summary says; else why it may: the reason of its registration.
    private static string Does(string project, TypeReference consumer, string reason)
    {
        var file = House.Files.SingleOrDefault(f => f.StartsWith($"services/{project}/", StringComparison.Ordinal) && f.EndsWith($"/{consumer.Name}.cs", StringComparison.Ordinal));
        var summary = file is null ? "" : Summary().Match(House.Read(file).Split($"class {consumer.Name}(", 2)[0]) is { Success: true } found ? found.Groups[1].Value : "";
        var text = Spaces().Replace(Tags().Replace(summary.Replace("///", "", StringComparison.Ordinal).Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal), "`$1`"), " ").Trim();
        return (text.Length > 0 ? text : reason).Replace("|", "/", StringComparison.Ordinal);
    }

    private static IEnumerable<(string Service, string By, string Event)> Raised(ModuleDefinition module) =>
        (from type in module.Types
         from call in Code.Calls(type)
         where call.To.Name == ".ctor" && call.To.DeclaringType.FullName.StartsWith("Governance.Events.", StringComparison.Ordinal) && call.To.DeclaringType.Namespace.Split('.').Length == 4
         select (House.NameOf(module.Assembly.Name.Name["Governance.".Length..]), type.Name, NameOf(call.To.DeclaringType))).Distinct();

    private static string NameOf(TypeReference type)
    {
        var parts = type.Namespace.Split('.');
#pragma warning disable CA1308 // names on the wire are lower case
        return $"governance.{parts[2].ToLowerInvariant()}.{parts[3].ToLowerInvariant()}.{type.Name}";
#pragma warning restore CA1308
    }

    [GeneratedRegex("""Consumes<(\w+), [\w.]+>\("([^"]*)""")]
    private static partial Regex Registration();

    [GeneratedRegex("""/// <summary>(.*?)</summary>\s*(?:///[^\n]*\n\s*)*(?:\[[^\n]*\n\s*)*internal sealed (?:partial )?$""", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("""<(?:see cref|paramref name|c)="?([^"/>]*)"?\s*/?>""")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
