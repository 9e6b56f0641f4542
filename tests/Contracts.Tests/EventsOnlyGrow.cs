using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Governance.ContractsTests;

/// <summary>Samples and schemas of the events lie in contracts/Governance.Events: the ones a partner reads are the ones that are tested.</summary>
public sealed class EventsOnlyGrow
{
    // As our own consumers read, but for one thing: what a reader counts on must be there.
    private static readonly JsonSerializerOptions _strict = new(Events.EventFormat.Json) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    public static TheoryData<Type> Types => [.. EventRules.Ours];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_schema_is_committed_and_has_not_shrunk(Type type)
    {
        var (path, now) = (EventSchema.PathOf(type), EventSchema.Of(type));
        if (File.Exists(path)) Contracts.Hold(EventSchema.Shrinks(JsonNode.Parse(File.ReadAllText(path))!, now));
        Generated.Match(path, EventSchema.Write(now));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_property_is_explained(Type type) =>
        Assert.DoesNotContain(EventSchema.Of(type)["properties"]!.AsObject(), p => p.Value!["description"]!.ToString().Length < 3);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_sample_still_deserialises_and_shows_every_property(Type type)
    {
        var path = EventSchema.SamplePathOf(type);
        Assert.True(File.Exists(path), $"{path}: an event comes with a sample");
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        var value = JsonSerializer.Deserialize(sample, type, _strict);
        var back = JsonSerializer.SerializeToNode(value, type, Events.EventFormat.Json);
        Assert.True(JsonNode.DeepEquals(sample, back), $"{path} comes back as {back}");
        Assert.Equal(EventSchema.Of(type)["properties"]!.AsObject().Select(p => p.Key).Order(), sample.Select(p => p.Key).Order());
        var schema = await JsonSchema.FromFileAsync(EventSchema.PathOf(type));
        Assert.Empty(schema.Validate(sample.ToJsonString()));
        foreach (var (name, words) in Events.WordsAttribute.Of(type)) Assert.Empty((sample[name] is JsonArray list ? list.Select(w => w!.ToString()) : [sample[name]!.ToString()]).Except(words));
    }

    [Fact]
    public void What_was_committed_before_has_not_shrunk_either()
    {
        var (compared, broken) = Committed.Shrinks(Path.Combine(Contracts.Folder, "Governance.Events"), EventRules.Ours);
        TestContext.Current.TestOutputHelper?.WriteLine(compared.ToString());
        Contracts.Hold(broken);
        compared.MustSuffice();
    }

    [Fact]
    public void An_event_and_its_schema_that_are_changed_in_one_commit_are_noticed()
    {
        using var past = new Past("schemas/grid/CallOpened.json", "schemas/grid/CallEnded.json");
        var before = EventSchema.Of(typeof(Events.Grid.V1.CallOpened));
        before["properties"]!["colour"] = new JsonObject { ["type"] = "string" };
        before["properties"]!["urgency"]!["x-extensible-enum"]!.AsArray().Add("Leisurely");
        past.Commit(EventSchema.Write(before), "{\"title\":\"governance.grid.v1.CallEnded\"}");
        past.Commit(EventSchema.Write(EventSchema.Of(typeof(Events.Grid.V1.CallOpened))), null);
        var (compared, broken) = Committed.Shrinks(past.Folder, [typeof(Events.Grid.V1.CallOpened)]);
        Assert.Equal(2, compared.States.Count);
        Assert.Equal(["governance.grid.v1.CallEnded has gone", "governance.grid.v1.CallOpened.colour has gone", "governance.grid.v1.CallOpened.urgency does not know Leisurely any more: events written before say it"], broken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_event_has_gone()
    {
        foreach (var folder in new[] { "schemas", "samples" })
        {
            var root = Path.Combine(Contracts.Folder, "Governance.Events", folder);
            var files = Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal);
            Assert.Equal(EventRules.Ours.Select(EventSchema.Relative).Order(StringComparer.Ordinal), files);
        }
    }

    [Fact]
    public void A_schema_that_shrinks_is_noticed()
    {
        var before = EventSchema.Of(typeof(Events.Grid.V1.CallOpened));
        Assert.Empty(EventSchema.Shrinks(before, before));
        Assert.Equal(["governance.grid.v1.CallOpened.urgency has gone"], Changed(s => s["properties"]!.AsObject().Remove("urgency")));
        Assert.Equal(["governance.grid.v1.CallOpened.at was string date-time and is string"], Changed(s => s["properties"]!["at"]!.AsObject().Remove("format")));
        Assert.Single(Changed(s => s["required"]!.AsArray().RemoveAt(0)), v => v.Contains("is optional now", StringComparison.Ordinal));
        Assert.Single(Changed(s => s["required"]!.AsArray().Add("category")), v => v.Contains("is required now", StringComparison.Ordinal));
        Assert.Single(Changed(s => { Add(s); s["required"]!.AsArray().Add("colour"); }), v => v.Contains("make it nullable", StringComparison.Ordinal));
        Assert.Empty(Changed(Add));
        Assert.Equal(["governance.grid.v1.CallOpened.urgency does not know Urgent any more: events written before say it"], Changed(s => s["properties"]!["urgency"]!["x-extensible-enum"]![1] = "Pressing"));
        Assert.Empty(Changed(s => s["properties"]!["urgency"]!["x-extensible-enum"]!.AsArray().Add("Leisurely")));

        static void Add(JsonNode schema) => schema["properties"]!["colour"] = new JsonObject { ["type"] = "string" };
        IEnumerable<string> Changed(Action<JsonNode> change)
        {
            var after = before.DeepClone();
            change(after);
            return EventSchema.Shrinks(before, after);
        }
    }

    [Fact]
    public void An_event_that_no_longer_comes_to_readers_of_a_part_of_its_area_is_noticed()
    {
        var holds = EventSchema.Of(typeof(Events.Grid.V1.EmergencyActivated));
        var holdsNot = holds.DeepClone();
        Assert.True(holdsNot.AsObject().Remove("x-holds-below"));
        Assert.Equal(["governance.grid.v1.EmergencyActivated does not hold below its area any more: who reads the feed for a part of it counts on it"], EventSchema.Shrinks(holds, holdsNot));
        Assert.Empty(EventSchema.Shrinks(holdsNot, holds));
        Assert.Empty(EventSchema.Shrinks(holds, holds));
        Assert.Null(EventSchema.Of(typeof(Events.Grid.V1.CallOpened))["x-holds-below"]);
    }

    [Fact]
    public void A_sample_that_lacks_something_is_noticed() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Events.Grid.V1.CallOpened>("""{"callId":"01936f5e-0000-7000-8000-000000000001"}""", _strict));
}
