using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Governance.Access;

/// <summary>
/// What a partner's client may do less than its scopes and areas say: methods × areas × fields × events, as data from <c>Access:Clients:CLIENT_ID</c> (or the file
/// <c>Access:ClientsFile</c>), read again when it changes. It narrows and never widens; a client that is not listed has what its scopes give.
/// </summary>
/// <remarks>
/// What is not said narrows nothing; what is said and empty allows nothing: <c>"Methods": []</c> shuts a partner out. Anything that is no list of what exists, an unknown key too, stops the start, with all
/// that is wrong in one message: a typo would give what was to be withheld. While the service runs, what is wrong or gone leaves the rights as they were, and an error says so; who wants no client narrowed
/// any more says it: <c>"Clients": {}</c>.
/// </remarks>
public sealed partial class ClientRights : IDisposable
{
    private readonly ILogger<ClientRights> logger;
    private readonly IDisposable changes;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> watched = new(StringComparer.Ordinal);
    private volatile Dictionary<string, Rights> clients;
    private volatile List<IConfigurationProvider> layers;

    /// <exception cref="InvalidOperationException">An entry is no list, or names a method, an area, a field, an event or a key that does not exist; or the file says nothing of clients.</exception>
    public ClientRights(IConfiguration configuration, PermissionMap permissions, ILogger<ClientRights> logger)
    {
        this.logger = logger;
        var events = Events();
        var fields = permissions.Fields.Concat(events.SelectMany(Properties)).ToHashSet(StringComparer.Ordinal);
        var types = events.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        (clients, layers) = (Read(configuration, permissions, fields, types), Narrowing(configuration));
        if (configuration["Access:ClientsFile"] is { Length: > 0 } file && !Files(configuration, file).Any(Says))
            throw new InvalidOperationException($"{file} says nothing of clients: it is to begin with {{\"Access\": {{\"Clients\": {{");
        if (clients.Count > 0) LogNarrowed(string.Join(", ", clients.Keys.Order(StringComparer.Ordinal)));
        changes = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            try
            {
                var read = Read(configuration, permissions, fields, types);
                // A file that is away or no JSON looks like this, whatever other layers say: without its entries its clients would have all that their scopes give.
                if (!layers.TrueForAll(Says)) LogGone(clients.Count);
                else Change(read, Narrowing(configuration));
            }
            catch (InvalidOperationException e)
            {
                LogWrong(e.Message);
            }
        });
    }

    internal Rights? Of(Caller caller) => ClientOf(caller) is { } client ? clients.GetValueOrDefault(client) : null;

    /// <summary>Cancelled when the rights of the caller's client change. Taken before <see cref="Of"/>, it misses no change.</summary>
    internal CancellationToken ChangeOf(Caller caller) => ClientOf(caller) is { } client ? watched.GetOrAdd(client, static _ => new()).Token : CancellationToken.None;

    /// <summary>Names of the events that the caller's client gets in a feed; null: all.</summary>
    public IReadOnlySet<string>? EventsOf(Caller caller) => Of(caller)?.Events;

    /// <summary>Names (<c>Message.field</c>) that the caller's client does not get to see; of an event <c>CallClosed.message</c>.</summary>
    public IReadOnlySet<string> HiddenFrom(Caller caller) => Of(caller)?.Hidden ?? Nothing;

    /// <inheritdoc />
    public void Dispose() => changes.Dispose();

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    // A person who signed in at a client of ours has a role's rights.
    private static string? ClientOf(Caller caller) => caller.ClientId is { } client && client == caller.Subject ? client : null;

    private void Change(Dictionary<string, Rights> to, List<IConfigurationProvider> by)
    {
        var before = clients;
        (clients, layers) = (to, by);
        LogNarrowed(string.Join(", ", to.Keys.Order(StringComparer.Ordinal)));
        foreach (var (client, open) in watched)
        {
            if (Rights.Same(before.GetValueOrDefault(client), to.GetValueOrDefault(client)) || !watched.TryRemove(KeyValuePair.Create(client, open))) continue;
            // Whoever reads is ended on a thread of the pool, and not on that of the file's watcher.
            _ = open.CancelAsync();
        }
    }

    // Files, the environment: those that name a client.
    private static List<IConfigurationProvider> Narrowing(IConfiguration configuration) => [.. ((IConfigurationRoot)configuration).Providers.Where(p => p.GetChildKeys([], "Access:Clients").Any())];

    private static IEnumerable<IConfigurationProvider> Files(IConfiguration configuration, string file) =>
        ((IConfigurationRoot)configuration).Providers.OfType<FileConfigurationProvider>().Where(p => p.Source.Path is { } path && Path.GetFileName(path) == Path.GetFileName(file));

    private static bool Says(IConfigurationProvider layer) => layer.GetChildKeys([], "Access").Contains("Clients", StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Rights> Read(IConfiguration configuration, PermissionMap permissions, HashSet<string> fields, HashSet<string> types)
    {
        var methods = permissions.All.Keys.Where(m => m.StartsWith("/governance.", StringComparison.Ordinal)).Select(Short).ToHashSet(StringComparer.Ordinal);
        // As keys of configuration are: an entry in another case narrows, and does not narrow nobody.
        var (found, wrong) = (new Dictionary<string, Rights>(StringComparer.OrdinalIgnoreCase), new List<string>());
        foreach (var other in configuration.GetSection("Access").GetChildren().Where(k => !Keys.Contains(k.Key))) wrong.Add($"{other.Path} is none of Access:{string.Join(", Access:", Keys)}");
        var all = configuration.GetSection("Access:Clients");
        if (!string.IsNullOrEmpty(all.Value)) wrong.Add($"Access:Clients: '{all.Value}' is no list of clients");
        foreach (var client in all.GetChildren())
        {
            var said = client.GetChildren().ToList();
            // `"partner": []` and `{}` may mean "nothing at all" as well as "nothing less".
            if (client.Value is not null || said.Count == 0) wrong.Add($"{client.Path} says none of {string.Join(", ", Sections)}");
            foreach (var other in said.Where(s => !Sections.Contains(s.Key))) Wrong(other.Key, $"is none of {string.Join(", ", Sections)}");
            foreach (var twice in said.Where(s => Layers(configuration, client.Path, s.Key).Distinct(StringComparer.Ordinal).Count() > 1)) Wrong(twice.Key, "is said differently in two places: lists are not put together");
            var allowed = List("Methods", m => methods.Contains(m), "is no method such as Calls/OpenCall");
            var hidden = List("HiddenFields", fields.Contains, "is no field such as Call.contact, nor an event's property");
            var events = List("Events", e => e.Length > 0 && (types.Count == 0 || types.Contains(e)), "is no event such as governance.grid.v1.CallOpened");
            Dictionary<string, IReadOnlyList<Area>>? areas = null;
            if (Section("Areas") is { } places)
            {
                if (!string.IsNullOrEmpty(places.Value)) Wrong("Areas", "is to hold a list for each method, or for *");
                areas = new(StringComparer.Ordinal);
                foreach (var place in places.GetChildren())
                {
                    if (place.Key != "*" && !methods.Contains(place.Key)) Wrong(place.Key, "is no method such as Calls/OpenCall");
                    areas[place.Key] = Area.Distinct(Texts(place, a => Area.TryParse(a, out _), "is no division code"));
                }
            }
            found[client.Key] = new Rights(allowed, areas, hidden ?? [], events);

            IConfigurationSection? Section(string name) => said.Find(s => string.Equals(s.Key, name, StringComparison.OrdinalIgnoreCase));
            HashSet<string>? List(string name, Func<string, bool> exists, string what) => Section(name) is { } section ? Texts(section, exists, what).ToHashSet(StringComparer.Ordinal) : null;
            List<string> Texts(IConfigurationSection section, Func<string, bool> exists, string what)
            {
                if (!string.IsNullOrEmpty(section.Value)) Wrong(section.Key, $"is to be a list, and not '{section.Value}'");
                var texts = new List<string>();
                foreach (var item in section.GetChildren())
                {
                    if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) || item.GetChildren().Any()) Wrong($"{section.Key}:{item.Key}", "is no item of a list");
                    else if (!exists(item.Value ?? "")) Wrong(item.Value ?? "", what);
                    texts.Add(item.Value ?? "");
                }
                return texts;
            }
            void Wrong(string which, string what) => wrong.Add($"{client.Path}: '{which}' {what}");
        }
        return wrong.Count == 0 ? found : throw new InvalidOperationException(string.Join("; ", wrong));
    }

    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase) { "Clients", "ClientsFile", "Roles" };

    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase) { "Methods", "Areas", "HiddenFields", "Events" };

    // What each layer says of a section. Configuration puts lists together by number: the environment's one method and the file's third would both be allowed.
    private static IEnumerable<string> Layers(IConfiguration configuration, string client, string section)
    {
        foreach (var layer in ((IConfigurationRoot)configuration).Providers)
        {
            if (layer.GetChildKeys([], client).Contains(section, StringComparer.OrdinalIgnoreCase)) yield return Said(layer, $"{client}:{section}");
        }
    }

    private static string Said(IConfigurationProvider layer, string path) => string.Join('\n',
        layer.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase).Select(k => $"{k}={(layer.TryGet($"{path}:{k}", out var value) ? value : "")}({Said(layer, $"{path}:{k}")})"));

    // By name: who has no events, such as the gateway, need not bring their assembly.
    private static List<Type> Events()
    {
        try { return [.. Assembly.Load("Governance.Events").GetExportedTypes().Where(t => t.Namespace?.StartsWith("Governance.Events.", StringComparison.Ordinal) == true)]; }
        catch (FileNotFoundException) { return []; }
    }

    // Names on the wire, as Governance.Events makes them.
    private static string NameOf(Type happened) => $"{happened.Namespace!.Replace(".Events.", ".", StringComparison.Ordinal).ToLowerInvariant()}.{happened.Name}";

    private static IEnumerable<string> Properties(Type happened) => happened.GetProperties().Select(p => $"{happened.Name}.{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}");

    [LoggerMessage(1, LogLevel.Error, "Changed rights of clients cannot be read, those of before hold: {Reason}")]
    private partial void LogWrong(string reason);

    [LoggerMessage(2, LogLevel.Error, "Access:Clients is gone, or its file cannot be read: the rights of {Clients} clients hold as they were")]
    private partial void LogGone(int clients);

    // No service knows which clients there are: a misspelt name is seen here, by whoever looks.
    [LoggerMessage(3, LogLevel.Information, "Clients with less than their scopes say: {Clients}")]
    private partial void LogNarrowed(string clients);

    internal static string Short(string method) => method[(method.LastIndexOf('.') + 1)..];

    /// <summary>Null: nothing is said of it, and so all that the token says. Empty: nothing. Of what is hidden empty is nothing hidden.</summary>
    internal sealed record Rights(HashSet<string>? Methods, Dictionary<string, IReadOnlyList<Area>>? Areas, HashSet<string> Hidden, HashSet<string>? Events)
    {
        public static bool Same(Rights? some, Rights? others) => some is null || others is null ? some is null && others is null
            : Same(some.Methods, others.Methods) && some.Hidden.SetEquals(others.Hidden) && Same(some.Events, others.Events)
                && (some.Areas is null) == (others.Areas is null) && some.Areas?.Count == others.Areas?.Count
                && (some.Areas ?? []).All(a => others.Areas!.TryGetValue(a.Key, out var same) && a.Value.SequenceEqual(same));

        /// <summary>A feed of no event is no feed: an empty stream, and an empty list of events in the connection check, would read as if everything might come.</summary>
        public bool MayCall(string method) => Methods?.Contains(Short(method)) != false && (Events is not { Count: 0 } || Short(method) != "Feed/Read");

        /// <summary>Null: no narrower than the token says.</summary>
        public IReadOnlyList<Area>? AreasOf(string method) => Areas is null ? null : Areas.Count == 0 ? [] : Areas.GetValueOrDefault(Short(method)) ?? Areas.GetValueOrDefault("*");

        private static bool Same(HashSet<string>? some, HashSet<string>? others) => some is null || others is null ? some is null && others is null : some.SetEquals(others);
    }
}
