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
}
