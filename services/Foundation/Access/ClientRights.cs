using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Governance.Access;

/// <summary>
/// What a partner's client may do less than its scopes and areas say: methods × areas × fields, as data from <c>Access:Clients:CLIENT_ID</c> (or the file
/// <c>Access:ClientsFile</c>), read again when it changes. It narrows and never widens; a client that is not listed has what its scopes give.
/// </summary>
/// <remarks>An entry that names what does not exist stops the start: a typo would show what was to be hidden.</remarks>
public sealed class ClientRights : IDisposable
{
    private readonly IDisposable changes;
    private volatile Dictionary<string, Rights> clients;

    /// <exception cref="InvalidOperationException">An entry names a method, an area or a field that does not exist.</exception>
    public ClientRights(IConfiguration configuration, PermissionMap permissions)
    {
        var fields = permissions.Fields.Concat(Properties()).ToHashSet(StringComparer.Ordinal);
        clients = Read(configuration, permissions, fields);
        changes = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            // What cannot be read leaves the rights as they were.
            try { clients = Read(configuration, permissions, fields); }
            catch (InvalidOperationException) { }
        });
    }

    internal Rights? Of(Caller caller) => caller.ClientId is { } client && client == caller.Subject ? clients.GetValueOrDefault(client) : null;

    /// <summary>Names (<c>Message.field</c>) that the caller's client does not get to see; of an event <c>CallClosed.message</c>.</summary>
    public IReadOnlySet<string> HiddenFrom(Caller caller) => Of(caller)?.Hidden ?? Nothing;

    /// <inheritdoc />
    public void Dispose() => changes.Dispose();

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private static Dictionary<string, Rights> Read(IConfiguration configuration, PermissionMap permissions, HashSet<string> fields)
    {
        var methods = permissions.All.Keys.Where(m => m.StartsWith("/governance.", StringComparison.Ordinal)).Select(Short).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, Rights>(StringComparer.Ordinal);
        foreach (var client in configuration.GetSection("Access:Clients").GetChildren())
        {
            string[] Texts(IConfigurationSection section) => [.. section.GetChildren().Select(c => c.Value ?? "")];
            var allowed = Texts(client.GetSection("Methods")).ToHashSet(StringComparer.Ordinal);
            var areas = client.GetSection("Areas").GetChildren().ToDictionary(a => a.Key, a => Texts(a), StringComparer.Ordinal);
            var hidden = Texts(client.GetSection("HiddenFields")).ToHashSet(StringComparer.Ordinal);
            Must(allowed.Concat(areas.Keys.Where(k => k != "*")).FirstOrDefault(m => !methods.Contains(m)), "is no method such as Calls/OpenCall");
            Must(areas.Values.SelectMany(a => a).FirstOrDefault(a => !Area.TryParse(a, out _)), "is no division code");
            Must(hidden.FirstOrDefault(f => !fields.Contains(f)), "is no field such as Call.contact, nor an event's property");
            found[client.Key] = new Rights(allowed, areas.ToDictionary(a => a.Key, a => Area.Distinct(a.Value), StringComparer.Ordinal), hidden);

            void Must(string? wrong, string what)
            {
                if (wrong is not null) throw new InvalidOperationException($"Access:Clients:{client.Key}: '{wrong}' {what}");
            }
        }
        return found;
    }

    // Event.property, by the name on the wire. By name: who has no events, such as the gateway, need not bring their assembly.
    private static IEnumerable<string> Properties()
    {
        Assembly events;
        try { events = Assembly.Load("Governance.Events"); }
        catch (FileNotFoundException) { return []; }
        return from happened in events.GetExportedTypes()
               where happened.Namespace?.StartsWith("Governance.Events.", StringComparison.Ordinal) == true
               from property in happened.GetProperties()
               select $"{happened.Name}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
    }

    internal static string Short(string method) => method[(method.LastIndexOf('.') + 1)..];

    internal sealed record Rights(HashSet<string> Methods, Dictionary<string, IReadOnlyList<Area>> Areas, HashSet<string> Hidden)
    {
        public bool MayCall(string method) => Methods.Count == 0 || Methods.Contains(Short(method));

        /// <summary>Null: no narrower than the token says.</summary>
        public IReadOnlyList<Area>? AreasOf(string method) => Areas.GetValueOrDefault(Short(method)) ?? Areas.GetValueOrDefault("*");
    }
}
