using System.Collections.Concurrent;
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
/// An entry that names what does not exist stops the start: a typo would show what was to be hidden. While the service runs, what is wrong or gone leaves the rights as
/// they were, and a warning says so; who wants no client narrowed any more says it: <c>"Clients": {}</c>.
/// </remarks>
public sealed partial class ClientRights : IDisposable
{
    private readonly ILogger<ClientRights> logger;
    private readonly IDisposable changes;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> watched = new(StringComparer.Ordinal);
    private volatile Dictionary<string, Rights> clients;
    private volatile List<IConfigurationProvider> layers;

    /// <exception cref="InvalidOperationException">An entry names a method, an area, a field or an event that does not exist.</exception>
    public ClientRights(IConfiguration configuration, PermissionMap permissions, ILogger<ClientRights> logger)
    {
        this.logger = logger;
        var events = Events();
        var fields = permissions.Fields.Concat(events.SelectMany(Properties)).ToHashSet(StringComparer.Ordinal);
        var types = events.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        (clients, layers) = (Read(configuration, permissions, fields, types), Narrowing(configuration));
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
    public IReadOnlySet<string>? EventsOf(Caller caller) => Of(caller) is { Events.Count: > 0 } own ? own.Events : null;

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
        foreach (var (client, open) in watched)
        {
            if (Rights.Same(before.GetValueOrDefault(client), to.GetValueOrDefault(client)) || !watched.TryRemove(KeyValuePair.Create(client, open))) continue;
            // Whoever reads is ended on a thread of the pool, and not on that of the file's watcher.
            _ = open.CancelAsync();
        }
    }

    // Files, the environment: those that name a client.
    private static List<IConfigurationProvider> Narrowing(IConfiguration configuration) => [.. ((IConfigurationRoot)configuration).Providers.Where(p => p.GetChildKeys([], "Access:Clients").Any())];

    private static bool Says(IConfigurationProvider layer) => layer.GetChildKeys([], "Access").Contains("Clients", StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Rights> Read(IConfiguration configuration, PermissionMap permissions, HashSet<string> fields, HashSet<string> types)
    {
        var methods = permissions.All.Keys.Where(m => m.StartsWith("/governance.", StringComparison.Ordinal)).Select(Short).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, Rights>(StringComparer.Ordinal);
        foreach (var client in configuration.GetSection("Access:Clients").GetChildren())
        {
            string[] Texts(IConfigurationSection section) => [.. section.GetChildren().Select(c => c.Value ?? "")];
            var allowed = Texts(client.GetSection("Methods")).ToHashSet(StringComparer.Ordinal);
            var areas = client.GetSection("Areas").GetChildren().ToDictionary(a => a.Key, a => Texts(a), StringComparer.Ordinal);
            var hidden = Texts(client.GetSection("HiddenFields")).ToHashSet(StringComparer.Ordinal);
            var events = Texts(client.GetSection("Events")).ToHashSet(StringComparer.Ordinal);
            Must(allowed.Concat(areas.Keys.Where(k => k != "*")).FirstOrDefault(m => !methods.Contains(m)), "is no method such as Calls/OpenCall");
            Must(areas.Values.SelectMany(a => a).FirstOrDefault(a => !Area.TryParse(a, out _)), "is no division code");
            Must(hidden.FirstOrDefault(f => !fields.Contains(f)), "is no field such as Call.contact, nor an event's property");
            Must(events.FirstOrDefault(e => types.Count > 0 && !types.Contains(e)), "is no event such as governance.grid.v1.CallOpened");
            found[client.Key] = new Rights(allowed, areas.ToDictionary(a => a.Key, a => Area.Distinct(a.Value), StringComparer.Ordinal), hidden, events);

            void Must(string? wrong, string what)
            {
                if (wrong is not null) throw new InvalidOperationException($"Access:Clients:{client.Key}: '{wrong}' {what}");
            }
        }
        return found;
    }

    // By name: who has no events, such as the gateway, need not bring their assembly.
    private static List<Type> Events()
    {
        try { return [.. Assembly.Load("Governance.Events").GetExportedTypes().Where(t => t.Namespace?.StartsWith("Governance.Events.", StringComparison.Ordinal) == true)]; }
        catch (FileNotFoundException) { return []; }
    }

    // Names on the wire, as Governance.Events makes them.
    private static string NameOf(Type happened) => $"{happened.Namespace!.Replace(".Events.", ".", StringComparison.Ordinal).ToLowerInvariant()}.{happened.Name}";

    private static IEnumerable<string> Properties(Type happened) => happened.GetProperties().Select(p => $"{happened.Name}.{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}");

    [LoggerMessage(1, LogLevel.Warning, "Changed rights of clients cannot be read, those of before hold: {Reason}")]
    private partial void LogWrong(string reason);

    [LoggerMessage(2, LogLevel.Warning, "Access:Clients is gone, or its file cannot be read: the rights of {Clients} clients hold as they were")]
    private partial void LogGone(int clients);

    internal static string Short(string method) => method[(method.LastIndexOf('.') + 1)..];

    internal sealed record Rights(HashSet<string> Methods, Dictionary<string, IReadOnlyList<Area>> Areas, HashSet<string> Hidden, HashSet<string> Events)
    {
        public static bool Same(Rights? some, Rights? others) => some is null || others is null ? some is null && others is null
            : some.Methods.SetEquals(others.Methods) && some.Hidden.SetEquals(others.Hidden) && some.Events.SetEquals(others.Events)
                && some.Areas.Count == others.Areas.Count && some.Areas.All(a => others.Areas.TryGetValue(a.Key, out var same) && a.Value.SequenceEqual(same));

        public bool MayCall(string method) => Methods.Count == 0 || Methods.Contains(Short(method));

        /// <summary>Null: no narrower than the token says.</summary>
        public IReadOnlyList<Area>? AreasOf(string method) => Areas.GetValueOrDefault(Short(method)) ?? Areas.GetValueOrDefault("*");
    }
}
