using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Governance.DeployTests;

/// <summary>YAML as JSON, by the rules that Kubernetes reads it with: a plain scalar may be a number or a boolean, a quoted one is a string.</summary>
internal static class Yaml
{
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(text))));
        return [.. stream.Documents.Select(d => Node(d.RootNode)).OfType<JsonNode>().Where(n => n is not JsonValue)];
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Node(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode { Value: null or "" or "null" or "~" } => null,
        YamlScalarNode { Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode plain when plain.Value is ['0', 'x' or 'o' or >= '0' and <= '9', ..] && plain.Value.All(char.IsAsciiDigit) => Convert.ToInt64(plain.Value, 8),
        YamlScalarNode plain when long.TryParse(plain.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode plain when plain.Value![0] is >= '0' and <= '9' && double.TryParse(plain.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode plain => plain.Value,
        _ => throw new NotSupportedException(node.NodeType.ToString()),
    };
}

/// <summary>Ways through an object that may not be whole.</summary>
internal static class Nodes
{
    public static JsonNode? At(this JsonNode? node, params string[] path) => path.Aggregate(node, (n, step) => n is JsonObject o ? o[step] : null);

    public static string? Text(this JsonNode? node, params string[] path) => node.At(path)?.ToString();

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params string[] path) => node.At(path) is JsonArray items ? items.OfType<JsonNode>() : [];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(this JsonNode? node, params string[] path) => node.At(path) is JsonObject entries ? entries : [];

    public static string Kind(this JsonNode node) => node.Text("kind") ?? "";

    public static string Name(this JsonNode node) => node.Text("metadata", "name") ?? "";

    public static string Called(this JsonNode node) => $"{node.Kind()}/{node.Name()}";

    public static IEnumerable<JsonNode> OfKind(this IEnumerable<JsonNode> objects, params string[] kinds) => objects.Where(o => kinds.Contains(o.Kind()));

    /// <summary>What runs: the object that makes pods, and their spec.</summary>
    public static IEnumerable<(JsonNode Owner, JsonNode Pod)> Pods(this IEnumerable<JsonNode> objects) =>
        from o in objects let pod = o.Kind() is "Pod" ? o["spec"] : o.At("spec", "template", "spec") where pod is not null && o.Kind() is not "ExternalSecret" select (o, pod);

    public static IEnumerable<JsonNode> Containers(this JsonNode pod) => pod.Items("initContainers").Concat(pod.Items("containers"));

    /// <summary>A copy with one change, for a negative control; the change must find what it wants to damage.</summary>
    public static IReadOnlyList<JsonNode> Damaged(this IReadOnlyList<JsonNode> objects, string called, Action<JsonNode> damage)
    {
        var copy = objects.Select(o => o.DeepClone()).ToList();
        damage(copy.Single(o => o.Called() == called));
        return copy;
    }
}
