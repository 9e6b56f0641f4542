using System.Text.Json;
using System.Text.Json.Nodes;

namespace Governance.DeployTests;

/// <summary>Every object has the types of its kind, and no field that the server would drop in silence.</summary>
public sealed class TypesAreKubernetes
{
    // One run for all, since TypeScript reads the types once.
    private static readonly Lazy<Dictionary<string, string[]>> _found = new(Check);

    private static readonly Dictionary<string, (string Object, Action<JsonNode> Damage, string Says)> _damages = new()
    {
        ["a number as text"] = ("Service/grid", o => o.At("spec")!["ports"]![0]!["port"] = "8080", "must be integer"),
        ["a field that does not exist"] = ("Deployment/grid", o => o.At("spec", "template", "spec")!["containers"]![0]!["readynessProbe"] = new JsonObject(), "does not exist in type 'IContainer'"),
        ["a field that is missing"] = ("Deployment/grid", o => o["spec"]!.AsObject().Remove("selector"), "must have required property selector"),
        ["a word that is not offered"] = ("Deployment/grid", o => o.At("spec", "template", "spec")!["containers"]![0]!["imagePullPolicy"] = "Sometimes", "must be equal to one of the allowed values"),
        ["a version that is gone"] = ("Ingress/gateway", o => o["apiVersion"] = "extensions/v1beta1", "no package or schema knows extensions/v1beta1"),
        ["a field of a certificate"] = ("Certificate/gateway", o => o["spec"]!["renewbefore"] = "1h", "does not exist in type 'ICertificateSpec'"),
        ["a field of an external secret"] = ("ExternalSecret/redis", o => o["spec"]!["target"]!["creation"] = "Orphan", "does not exist in type"),
        ["a field of KEDA"] = ("ScaledObject/grid", o => o["spec"]!["minReplicas"] = 2, "does not exist in type 'IScaledObjectSpec'"),
        ["a route of the Gateway API"] = ("TLSRoute/gateway", o => o["spec"]!["rules"]![0]!["backendRefs"]![0]!["port"] = "443", "must be integer"),
        ["a number of replicas"] = ("HorizontalPodAutoscaler/grid", o => o["spec"]!["maxReplicas"] = "6", "must be integer"),
        ["a metric of an autoscaler"] = ("HorizontalPodAutoscaler/grid", o => o["spec"]!["metrics"]![0]!["resource"]!["target"]!.AsObject().Remove("type"), "must have required property type"),
        ["a disruption budget"] = ("PodDisruptionBudget/grid", o => o["spec"]!["unhealthyPodEvictionPolicy"] = "Sometimes", "must be equal to one of the allowed values"),
        ["a monitor of a service"] = ("ServiceMonitor/collector", o => o["spec"]!["endpoints"]![0]!["interval"] = 15, "must be string"),
        ["a monitor of pods"] = ("PodMonitor/postgres", o => o["spec"]!.AsObject().Remove("selector"), "must have required property selector"),
        ["a rule"] = ("PrometheusRule/governance-services", o => o["spec"]!["groups"]![0]!["rules"]![0]!["for"] = 5, "must be string"),
        ["a trigger of KEDA"] = ("ScaledObject/grid", o => o["spec"]!["triggers"]![0]!["metadata"]!["value"] = 70, "must be string"),
        ["a policy"] = ("NetworkPolicy/default-deny", o => o["spec"]!["podSelector"]!["matchLabel"] = new JsonObject(), "does not exist in type"),
        ["a quota"] = ("ResourceQuota/governance", o => o["spec"]!["hard"]!["pods"] = new JsonArray(), "must be string"),
        ["a field of PostgreSQL"] = ("Cluster/postgres", o => o["spec"]!["instance"] = 3, "must NOT have additional properties instance"),
        ["a field of RabbitMQ"] = ("RabbitmqCluster/rabbitmq", o => o["spec"]!["replicas"] = "3", "/spec/replicas must be integer"),
        ["a field of the archive"] = ("ObjectStore/postgres", o => o["spec"]!["configuration"]!.AsObject().Remove("destinationPath"), "destinationPath"),
    };

    public static TheoryData<string> Renders => [.. Chart.Renders.Select(r => r.Name)];

    public static TheoryData<string> Damages => [.. _damages.Keys];

    [Theory, MemberData(nameof(Renders))]
    public void In_what_is_rendered(string render) => Chart.Hold(_found.Value[render]);

    [Fact]
    public void In_a_recovery() => Chart.Hold(_found.Value["recovery"]);

    [Theory, MemberData(nameof(Damages))]
    public void Otherwise_it_is_noticed(string damage) =>
        Assert.Contains(_found.Value[damage], f => f.StartsWith(_damages[damage].Object, StringComparison.Ordinal) && f.Contains(_damages[damage].Says, StringComparison.Ordinal));

    /// <summary>Every object within every kind that the examples render, each with a key that does not exist: none of the checks has a hole that nobody thought of.</summary>
    [Fact]
    public void A_wrong_key_is_noticed_at_every_depth_of_every_kind()
    {
        Assert.InRange(_nonsense.Value.Count, 200, 5000);
        Assert.Superset(Chart.Renders.SelectMany(r => r.Objects).Select(o => o.Kind()).ToHashSet(), _nonsense.Value.Keys.Select(k => k.Split('/')[1]).ToHashSet());
        Chart.Hold(_nonsense.Value.Keys.Where(k => _found.Value[k].Length == 0).Select(k => $"{k[Nonsense.Length..]} takes any key"));
    }

    private const string Nonsense = "nonsense/";

    // By kind and place; the smallest object that has the place.
    private static readonly Lazy<Dictionary<string, JsonNode>> _nonsense = new(() =>
    {
        var found = new Dictionary<string, JsonNode>();
        foreach (var o in Chart.Renders.SelectMany(r => r.Objects).OrderBy(o => o.ToJsonString().Length))
        {
            foreach (var path in Objects(o, []).ToList())
            {
                var place = $"{Nonsense}{o.Kind()}/{string.Join('/', path.Select(p => p is int ? "*" : p))}";
                if (found.ContainsKey(place)) continue;
                var copy = o.DeepClone();
                path.Aggregate(copy, (node, step) => step is int at ? node[at]! : node[(string)step]!)["nonsense"] = new JsonObject();
                found[place] = copy;
            }
        }
        return found;
    });

    private static IEnumerable<object[]> Objects(JsonNode? node, object[] path)
    {
        if (node is JsonObject o) foreach (var below in o.SelectMany(e => Objects(e.Value, [.. path, e.Key])).Prepend(path)) yield return below;
        if (node is JsonArray a) foreach (var below in a.SelectMany((e, at) => Objects(e, [.. path, at]))) yield return below;
    }

    private static Dictionary<string, string[]> Check()
    {
        var sets = Chart.Renders.ToDictionary(r => r.Name, r => r.Objects);
        sets["recovery"] = Chart.Recovery();
        foreach (var (place, damaged) in _nonsense.Value) sets[place] = [damaged];
        foreach (var (name, damage) in _damages) sets[name] = [.. Chart.Objects(damage.Object.Split('/')[0] switch { "Ingress" => "external", "ScaledObject" or "TLSRoute" => "scaled", _ => "production" }).Damaged(damage.Object, damage.Damage).Where(o => o.Called() == damage.Object)];
        var (code, output) = Chart.RunOn(JsonSerializer.Serialize(sets), Chart.Folder, "node", "check-types.mjs", Path.Combine(Chart.Root, "tests", "Deploy.Tests", "Schemas"));
        return code == 0 ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(output)! : throw new InvalidOperationException(output);
    }
}
