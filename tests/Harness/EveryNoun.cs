using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Events;

namespace Governance.Harness;

/// <summary>What a room keeps, as a reader of the feed builds it out of events, and the same as the database has it.</summary>
/// <param name="Room">Folder of the service.</param>
/// <param name="Sql">Selects key, place and state of each thing that events tell of.</param>
/// <param name="Events">
/// What they tell: <c>StationClosed</c> makes it that; <c>CaseReopened=Open</c> makes it Open; <c>OrderChanged:state</c> makes it what the property says, or ends it when there is none; <c>GuardianConfirmed&gt;</c>
/// leaves it as it is. A thing is known by the first property of its events, or by others: <c>UnitReportedIn@whistleId/unit=ReportedIn</c>, each of a list.
/// </param>
public sealed partial record Noun(string Room, string Sql, params string[] Events)
{
    /// <summary>A property that names the volunteer with whom it moves, e.g. <c>volunteerId</c>; empty = it moves with nobody.</summary>
    public string With { get; init; } = "";

    /// <summary>Properties' words that mean less to this reader, e.g. <c>Updated</c> = <c>Created</c>.</summary>
    public Dictionary<string, string> Means { get; init; } = [];

    internal IReadOnlyDictionary<string, Rule> Rules { get; } = Events.Select(Rule.Parse).ToDictionary(r => r.Type, StringComparer.Ordinal);

    internal sealed partial record Rule(string Type, string[] Key, char Does, string State)
    {
        public static Rule Parse(string text)
        {
            var match = Form().Match(text);
            if (!match.Success) throw new FormatException($"'{text}' says nothing");
            var (does, state) = (match.Groups[3].Value, match.Groups[4].Value);
            return new(match.Groups[1].Value, match.Groups[2].Value.Split('/', StringSplitOptions.RemoveEmptyEntries), does.Length == 0 ? '=' : does[0], does.Length == 0 ? match.Groups[1].Value : state);
        }

        public IEnumerable<string> KeysOf(JsonElement happened)
        {
            IEnumerable<string> keys = [""];
            foreach (var part in Key.Length > 0 ? Key.Select(happened.GetProperty) : [happened.EnumerateObject().First().Value])
            {
                var values = part.ValueKind == JsonValueKind.Array ? [.. part.EnumerateArray().Select(v => v.ToString())] : new[] { part.ToString() };
                keys = [.. keys.SelectMany(k => values.Select(v => k.Length == 0 ? v : $"{k}/{v}"))];
            }
            return keys;
        }

        [GeneratedRegex(@"^(\w+)(?:@([\w/]+))?(?:([=:>])(\w*))?$")]
        private static partial Regex Form();
    }
}

/// <summary>"Feed folded = database" for every room of a service.</summary>
/// <param name="service">Name of the service, e.g. <c>grid</c>.</param>
/// <param name="nouns">What its rooms keep.</param>
/// <param name="silent">Rooms that keep something of which nobody is told by event, or whose feed is folded elsewhere; and why.</param>
/// <param name="untold">Events that change no noun here (by name, <c>*</c> at the end = all that begin so), and why.</param>
public sealed class EveryNoun(string service, Noun[] nouns, Dictionary<string, string> silent, Dictionary<string, string> untold)
{
    private sealed record Thing(string Place, string State, string With);

    /// <summary>What is missing here: a room of the code or an event of the contracts that nobody has named; and what is named and does not exist.</summary>
    /// <param name="rooms">Rooms of the code that keep something.</param>
    /// <param name="types">Events of the contracts.</param>
    public IEnumerable<string> Unnamed(IReadOnlyCollection<string> rooms, IReadOnlyCollection<string> types)
    {
        var named = nouns.Select(n => n.Room).Concat(silent.Keys).ToHashSet();
        var told = nouns.SelectMany(n => n.Rules.Keys).ToHashSet();
        bool Untold(string type) => untold.Keys.Any(u => u.EndsWith('*') ? type.StartsWith(u[..^1], StringComparison.Ordinal) : type == u);
        return [.. rooms.Except(named).Select(r => $"room {r} has no noun here"), .. named.Except(rooms).Select(r => $"there is no room {r} that keeps anything"),
            .. types.Where(t => !told.Contains(t) && !Untold(t)).Select(t => $"event {t} tells of no noun here"), .. told.Except(types).Select(t => $"there is no event {t}"),
            .. untold.Keys.Where(u => !types.Any(t => u.EndsWith('*') ? t.StartsWith(u[..^1], StringComparison.Ordinal) : t == u)).Select(t => $"there is no event {t}")];
    }

    /// <summary>Holds the feed of what has happened so far against the database, for every noun; each must be there at least once.</summary>
    public async Task HoldAsync<TProgram, TCaller>(ServiceApp<TProgram, TCaller> app) where TProgram : class where TCaller : ServiceCaller
    {
        var rooms = typeof(TProgram).Assembly.GetTypes().Where(t => !t.IsAbstract && IsAggregate(t)).Select(t => t.Namespace!.Split('.')[2]).Distinct().ToList();
        var types = typeof(EventFormat).Assembly.GetExportedTypes().Where(t => t.Namespace?.Split('.') is ["Governance", "Events", var of, _] && of.Equals(service, StringComparison.OrdinalIgnoreCase)).Select(t => t.Name).ToList();
        Assert.InRange(rooms.Count, 5, 100);
        var missing = Unnamed(rooms, types).ToList();
        Assert.True(missing.Count == 0, string.Join("\n", missing));

        // What follows by event, and by the service's own clocks, is still on its way.
        List<string> wrong = [];
        for (var tries = 0; tries < 30; tries++)
        {
            if (tries > 0) await Task.Delay(500);
            wrong = await CompareAsync(app);
            if (wrong.Count == 0) return;
        }
        Assert.Fail($"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(60))}");
    }

    /// <summary>Where the folded feed and the database differ now.</summary>
    public async Task<List<string>> CompareAsync<TProgram, TCaller>(ServiceApp<TProgram, TCaller> app) where TProgram : class where TCaller : ServiceCaller
    {
        var folded = nouns.Select(_ => new Dictionary<string, Thing>()).ToList();
        foreach (var e in (await app.AsPartner($"{service}.feed.read", "51", clientId: "data-team").ReadFeedAsync(service)).Events())
        {
            using var happened = JsonDocument.Parse(e.Json);
            Fold(folded, e.Type[(e.Type.LastIndexOf('.') + 1)..], e.Subject, e.Area, happened.RootElement);
        }
        var wrong = new List<string>();
        foreach (var (noun, things) in nouns.Zip(folded))
        {
            var rows = await app.QueryAll<string>($"select concat_ws(' ', key, left(place, 6), state) from ({noun.Sql}) as n(key, place, state)");
            var lines = things.Select(t => $"{t.Key} {t.Value.Place} {t.Value.State}").ToList();
            if (rows.Count == 0) wrong.Add($"{noun.Room}: there is nothing of {noun.Events[0]}");
            wrong.AddRange(rows.Except(lines).Select(r => $"{noun.Room} ({noun.Events[0]}): only the database has {r}"));
            wrong.AddRange(lines.Except(rows).Select(l => $"{noun.Room} ({noun.Events[0]}): only the feed has {l}"));
        }
        return wrong;
    }

    private void Fold(List<Dictionary<string, Thing>> folded, string type, string subject, string area, JsonElement happened)
    {
        // To the county: within it a community may be merged, which a reader learns from Grid's feed.
        var place = area[..Math.Min(area.Length, 6)];
        foreach (var (noun, things) in nouns.Zip(folded))
        {
            if (type == "VolunteerTransferred" && noun.With.Length > 0)
            {
                foreach (var key in things.Where(t => t.Value.With == subject).Select(t => t.Key).ToList()) things[key] = things[key] with { Place = place };
            }
            if (!noun.Rules.TryGetValue(type, out var rule)) continue;
            var state = rule.Does == ':' ? happened.TryGetProperty(rule.State, out var said) ? said.ToString() : null : rule.State;
            foreach (var key in rule.KeysOf(happened))
            {
                if (rule.Does == '>') { if (things.TryGetValue(key, out var known)) things[key] = known with { Place = place }; }
                else if (state is null) things.Remove(key);
                else things[key] = new(place, noun.Means.GetValueOrDefault(state, state), noun.With.Length > 0 && happened.TryGetProperty(noun.With, out var who) ? who.ToString() : "");
            }
        }
    }

    private static bool IsAggregate(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.FullName == "Governance.Messaging.Aggregate") return true;
        }
        return false;
    }
}
