using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Governance.ContractsTests;

/// <summary>The JSON schema of an event, out of its record and the record's XML documentation.</summary>
internal static class EventSchema
{
    private static readonly Lazy<XDocument> _docs = new(() => XDocument.Load(Path.ChangeExtension(typeof(Events.EventFormat).Assembly.Location, ".xml"), LoadOptions.PreserveWhitespace));
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string PathOf(Type type) => Path.Combine(Contracts.Folder, "Governance.Events", "schemas", Relative(type));

    public static string SamplePathOf(Type type) => Path.Combine(Contracts.Folder, "Governance.Events", "samples", Relative(type));

    public static string Relative(Type type) => $"{Events.EventFormat.NameOf(type).Split('.')[1]}/{type.Name}.json";

    public static JsonObject Of(Type type)
    {
        var docs = _docs.Value.Descendants("member").FirstOrDefault(m => m.Attribute("name")?.Value == $"T:{type.FullName}");
        var properties = new JsonObject();
        var required = new JsonArray();
        var words = Events.WordsAttribute.Of(type);
        var holdsBelow = type.IsDefined(typeof(Events.HoldsBelowAttribute), false);
        foreach (var property in EventRules.Properties(type))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var schema = SchemaOf(property.PropertyType);
            // Not enum: a validator would refuse the event with a new word, and the promise is that words are added. Readers are told by the extension that they are.
            if (words.TryGetValue(name, out var known)) ValueIn(schema)[Extensible] = new JsonArray([.. known.Select(w => (JsonNode?)w)]);
            schema["description"] = Text(docs?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property.Name));
            properties[name] = schema;
            if (!IsOptional(property)) required.Add(name);
        }
        var whole = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = Events.EventFormat.NameOf(type),
            ["description"] = Text(docs?.Element("summary")) + (holdsBelow ? " It holds for everything inside its area: whoever reads the feed for a part of it gets it too." : ""),
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
        };
        if (holdsBelow) whole[HoldsBelow] = true;
        return whole;
    }

    public static string Write(JsonNode node) => node.ToJsonString(_indented) + "\n";

    /// <summary>What would break a reader of events: those written from now on, or the old ones that are replayed.</summary>
    public static IEnumerable<string> Shrinks(JsonNode before, JsonNode after)
    {
        var title = before["title"];
        if (title?.ToString() != after["title"]?.ToString()) yield return $"{title} is now called {after["title"]}";
        if (before[HoldsBelow] is not null && after[HoldsBelow] is null) yield return $"{title} does not hold below its area any more: who reads the feed for a part of it counts on it";
        var (had, has) = (before["properties"]!.AsObject(), after["properties"]!.AsObject());
        var (needed, needs) = (Names(before), Names(after));
        foreach (var (name, old) in had)
        {
            if (has[name] is not { } now) yield return $"{title}.{name} has gone";
            else if (TypeOf(old!) != TypeOf(now)) yield return $"{title}.{name} was {TypeOf(old!)} and is {TypeOf(now)}";
            else if (needed.Contains(name) && !needs.Contains(name)) yield return $"{title}.{name} was always there and is optional now: readers count on it";
            else if (!needed.Contains(name) && needs.Contains(name)) yield return $"{title}.{name} was optional and is required now: events written before lack it";
        }
        foreach (var (name, old) in had)
        {
            foreach (var word in WordsIn(old!).Except(has[name] is { } now ? WordsIn(now) : WordsIn(old!))) yield return $"{title}.{name} does not know {word} any more: events written before say it";
        }
        foreach (var (name, _) in has)
        {
            if (!had.ContainsKey(name) && needs.Contains(name)) yield return $"{title}.{name} is new and required: events written before lack it; make it nullable";
        }
    }

    /// <summary>The words that a property is known to hold.</summary>
    public static IEnumerable<string> WordsIn(JsonNode schema) => ValueIn(schema)[Extensible]?.AsArray().Select(w => w!.ToString()) ?? [];

    private const string Extensible = "x-extensible-enum";
    private const string HoldsBelow = "x-holds-below";

    private static JsonNode ValueIn(JsonNode schema) => schema["items"] ?? schema;

    private static HashSet<string> Names(JsonNode schema) => [.. schema["required"]!.AsArray().Select(n => n!.ToString())];

    private static string TypeOf(JsonNode schema) => $"{schema["type"]} {schema["format"]} {(schema["items"] is { } items ? TypeOf(items) : "")}".TrimEnd();

    private static bool IsOptional(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static JsonObject SchemaOf(Type type)
    {
        var value = EventRules.ElementOf(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(value) };
        var (name, format) = Type.GetTypeCode(value) switch
        {
            TypeCode.String => ("string", null),
            TypeCode.Boolean => ("boolean", null),
            TypeCode.Int32 => ("integer", "int32"),
            TypeCode.Int64 => ("integer", "int64"),
            TypeCode.Decimal => ("number", null),
            _ when value == typeof(Guid) => ("string", "uuid"),
            _ when value == typeof(DateTimeOffset) => ("string", "date-time"),
            _ when value == typeof(DateOnly) => ("string", "date"),
            _ => throw new InvalidOperationException($"no schema for {value}"),
        };
        var schema = new JsonObject { ["type"] = name };
        if (format is not null) schema["format"] = format;
        return schema;
    }

    // <c>x</c> → `x`, one line.
    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = string.Concat(element.Nodes().Select(n => n is XElement { Name.LocalName: "c" } code ? $"`{code.Value}`" : n is XElement other ? other.Value : n.ToString()));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }
}
