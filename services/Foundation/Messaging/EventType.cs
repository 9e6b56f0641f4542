using System.Collections.Concurrent;
using System.Text.Json;
using Governance.Events;

namespace Governance.Messaging;

/// <summary>Names and JSON of events, as the contracts define them.</summary>
public static class EventType
{
    /// <summary>How events are written.</summary>
    public static JsonSerializerOptions Json => EventFormat.Json;

    /// <summary>Name of an event on the wire; also its exchange.</summary>
    public static string NameOf(Type type) => EventFormat.NameOf(type);

    /// <summary>Names of all events that a service publishes.</summary>
    internal static IReadOnlySet<string> Of(string service) => ByService.GetOrAdd(service, static service => RelayChannel.EventsOf(service).ToHashSet(StringComparer.Ordinal));

    /// <summary>Names of the events that hold for everything inside their area.</summary>
    internal static IReadOnlySet<string> HoldBelow { get; } = typeof(EventFormat).Assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(HoldsBelowAttribute), inherit: false)).Select(NameOf).ToHashSet(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, IReadOnlySet<string>> ByService = new(StringComparer.Ordinal);
}
