using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Governance.ContractsTests;

/// <summary>contracts/Governance.Events/asyncapi.yaml, out of Governance.Events alone.</summary>
public sealed class AsyncApi
{
    public static string File { get; } = Path.Combine(Contracts.Folder, "Governance.Events", "asyncapi.yaml");

    [Fact]
    public void Is_what_the_events_say() => Generated.Match(File, Write(EventRules.Ours));

    [Fact]
    public void Is_valid()
    {
        var (code, output) = Contracts.Node("asyncapi.cjs", File);
        Assert.True(code == 0, output);
        Assert.Contains($"{EventRules.Ours.Count} messages", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_one_is_noticed()
    {
        var broken = Path.Combine(Path.GetTempPath(), $"asyncapi-{Environment.ProcessId}.yaml");
        System.IO.File.WriteAllText(broken, System.IO.File.ReadAllText(File).Replace("./schemas/", Path.GetDirectoryName(File) + "/schemas/", StringComparison.Ordinal)
            .Replace("action: send", "action: sends", StringComparison.Ordinal));
        try
        {
            var (code, output) = Contracts.Node("asyncapi.cjs", broken);
            Assert.True(code == 1 && output.Contains("\"action\"", StringComparison.Ordinal), output);
        }
        finally
        {
            System.IO.File.Delete(broken);
        }
    }

    internal static string Write(IReadOnlyList<Type> events)
    {
        var services = events.GroupBy(Events.EventFormat.StreamOf).ToList();
        var document = Map(
            ("asyncapi", "3.0.0"),
            ("info", Map(
                ("title", "Governance events"),
                ("version", "1.0.0"),
                ("description", "Everything that happens in the platform, as it stands in its streams. Generated from Governance.Events; how to read it: contracts/README.md. "
                    + "Delivery is at least once: drop a ce-id that you have seen. Order holds per ce-subject, numbered without gaps by ce-sequence. Properties may be added; ignore those you do not know."))),
            ("defaultContentType", "application/json"),
            ("servers", Map(("rabbitmq", Map(
                ("host", "{host}"), ("protocol", "amqp"), ("protocolVersion", "0.9.1"),
                ("variables", Map(("host", Map(("description", "Host and port of the platform's RabbitMQ."))))),
                ("security", new[] { Map(("$ref", "#/components/securitySchemes/user")) }))))),
            ("channels", Map([.. services.Select(Stream), .. events.Select(Exchange)])),
            ("operations", Map([.. services.Select(s => Send(s.Key)), .. events.Select(e => Send(Events.EventFormat.NameOf(e)))])),
            ("components", Map(
                ("securitySchemes", Map(("user", Map(("type", "userPassword"))))),
                ("schemas", Map(("headers", Headers()))),
                ("messages", Map([.. events.Select(Message)])))));
        var yaml = new SerializerBuilder().WithIndentedSequences().WithQuotingNecessaryStrings().DisableAliases().WithNewLine("\n").Build().Serialize(document);
        return $"# Generated from Governance.Events; do not edit: {Contracts.HowToUpdate}\n{yaml}";
    }

    private static (string, object) Stream(IGrouping<string, Type> service) => (service.Key, Map(
        ("address", service.Key),
        ("title", $"Stream of {service.Key.Split('.')[1]}"),
        ("description", "All events of the service in one RabbitMQ stream queue: consume it with x-stream-offset first, last, next, a timestamp or an offset, a prefetch count and manual acknowledgement. A timestamp begins with the chunk that it lies in, by the broker's clock: ask for a minute before, and drop what has an earlier ce-time. An offset belongs to one life of the stream: keep the ce-id with it, begin with the saved one itself, and if another event comes, or none, go on by the feed."),
        ("messages", Map([.. service.Select(e => (e.Name, (object)Map(("$ref", $"#/components/messages/{Events.EventFormat.NameOf(e)}"))))])),
        ("bindings", Map(("amqp", Map(
            ("is", "queue"), ("queue", Map(("name", service.Key), ("durable", true), ("exclusive", false), ("autoDelete", false))), ("bindingVersion", "0.3.0")))))));

    private static (string, object) Exchange(Type type)
    {
        var name = Events.EventFormat.NameOf(type);
        return (name, Map(
            ("address", name),
            ("description", "Fanout exchange of the platform's own services; data teams read the stream."),
            ("messages", Map((type.Name, Map(("$ref", $"#/components/messages/{name}"))))),
            ("bindings", Map(("amqp", Map(
                ("is", "routingKey"), ("exchange", Map(("name", name), ("type", "fanout"), ("durable", true), ("autoDelete", false))), ("bindingVersion", "0.3.0")))))));
    }

    private static (string, object) Send(string channel) => ($"send.{channel}", Map(("action", "send"), ("channel", Map(("$ref", $"#/channels/{channel}")))));

    private static (string, object) Message(Type type)
    {
        var name = Events.EventFormat.NameOf(type);
        return (name, Map(
            ("name", name),
            ("title", type.Name),
            ("summary", EventSchema.Of(type)["description"]!.ToString()),
            ("headers", Map(("$ref", "#/components/schemas/headers"))),
            ("payload", Map(("$ref", $"./schemas/{EventSchema.Relative(type)}"))),
            ("examples", new[] { Map(("payload", Plain(JsonNode.Parse(System.IO.File.ReadAllText(EventSchema.SamplePathOf(type)))!))) })));
    }

    // CloudEvents 1.0 attributes, as Foundation/Messaging writes them.
    private static Dictionary<string, object> Headers()
    {
        (string Name, string Description)[] headers =
        [
            ("ce-specversion", "CloudEvents version, 1.0."),
            ("ce-id", "UUIDv7 of the event, the same as the message id. Drop what you have seen."),
            ("ce-type", "Name of the event and of its exchange, e.g. `governance.grid.v1.CallOpened`."),
            ("ce-source", "Service that says so, e.g. `/governance/grid`."),
            ("ce-subject", "UUID of what it happened to; order holds per subject."),
            ("ce-time", "When it happened, RFC 3339, UTC."),
            ("ce-area", "Division (2 to 12 digits) or grid (15 digits) it belongs to; `5101` covers `510104017001`."),
            ("ce-sequence", "1, 2, 3 … per subject without gaps: a reader can tell that it has missed one."),
            ("ce-position", "resume_token for the feed: it goes on there with everything that did not come by the stream up to this event, and with some that did; drop a ce-id that you have seen. Opaque, and no order between events."),
            ("traceparent", "W3C trace context of the command that caused it."),
        ];
        return Map(
            ("type", "object"),
            ("properties", Map([.. headers.Select(h => (h.Name, (object)Map(("type", h.Name == "ce-sequence" ? "integer" : "string"), ("description", h.Description))))])),
            ("required", headers.Select(h => h.Name).Where(n => n != "traceparent").ToArray()));
    }

    private static object Plain(JsonNode node) => node switch
    {
        JsonObject o => Map([.. o.Select(p => (p.Key, Plain(p.Value!)))]),
        JsonArray a => a.Select(n => Plain(n!)).ToArray(),
        _ => node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            System.Text.Json.JsonValueKind.Number => node.GetValue<long>(),
            _ => node.ToString(),
        },
    };

    private static Dictionary<string, object> Map(params (string Key, object Value)[] entries) => entries.ToDictionary(e => e.Key, e => e.Value);
}
