using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Governance.Messaging;

/// <summary>Names and JSON of events: <c>Governance.Events.Grid.V1.CallOpened</c> ↔ <c>governance.grid.v1.CallOpened</c>.</summary>
public static class EventType
{
    /// <summary>How events are written: camelCase, enums and decimals readable by anybody, Chinese unescaped.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Name of an event on the wire; also its exchange.</summary>
    public static string NameOf(Type type)
    {
        // Governance.Events.<Service>.V1.<Name>
        var parts = type.FullName!.Split('.');
        if (parts is not ["Governance", "Events", var service, var version, var name])
        {
            throw new InvalidOperationException($"{type} is not an event of Governance.Events.<Service>.<Version>");
        }
#pragma warning disable CA1308 // names on the wire are lower case
        return $"governance.{service.ToLowerInvariant()}.{version.ToLowerInvariant()}.{name}";
#pragma warning restore CA1308
    }
}
