using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Governance.Events;

/// <summary>
/// How events stand in the event log, on the bus and in the streams. Producers, consumers, schemas and samples all go by this one definition; a data team on
/// .NET reads events with it.
/// </summary>
public static class EventFormat
{
    /// <summary>camelCase, null left out, decimals as numbers, enums by name, Chinese unescaped. Unknown properties are ignored: events grow.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Name of an event on the wire and of its exchange: <c>Governance.Events.Grid.V1.CallOpened</c> → <c>governance.grid.v1.CallOpened</c>.</summary>
    /// <exception cref="InvalidOperationException">The type does not lie in <c>Governance.Events.SERVICE.VERSION</c>.</exception>
    public static string NameOf(Type type)
    {
        if (type.FullName!.Split('.') is not ["Governance", "Events", var service, var version, var name])
        {
            throw new InvalidOperationException($"{type} is not an event of Governance.Events.<Service>.<Version>");
        }
#pragma warning disable CA1308 // names on the wire are lower case
        return $"governance.{service.ToLowerInvariant()}.{version.ToLowerInvariant()}.{name}";
#pragma warning restore CA1308
    }

    /// <summary>Name of the stream that holds all events of the service that this one belongs to: <c>governance.grid.events</c>.</summary>
    public static string StreamOf(Type type) => $"governance.{NameOf(type).Split('.')[1]}.events";
}
