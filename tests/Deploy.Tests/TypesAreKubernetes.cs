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
        ["a field of PostgreSQL"] = ("Cluster/postgres", o => o["spec"]!["instance"] = 3, "must NOT have additional properties instance"),
        ["a field of RabbitMQ"] = ("RabbitmqCluster/rabbitmq", o => o["spec"]!["replicas"] = "3", "/spec/replicas must be integer"),
        ["a field of the archive"] = ("ObjectStore/postgres", o => o["spec"]!["configuration"]!.AsObject().Remove("destinationPath"), "destinationPath"),
    };

    public static TheoryData<string> Renders => [.. Chart.Renders.Select(r => r.Name)];

    public static TheoryData<string> Damages => [.. _damages.Keys];

    [Theory, MemberData(nameof(Renders))]
    public void In_what_is_rendered(string render) => Chart.Hold(_found.Value[render]);

    [Theory, MemberData(nameof(Damages))]
    public void Otherwise_it_is_noticed(string damage) =>
        Assert.Contains(_found.Value[damage], f => f.StartsWith(_damages[damage].Object, StringComparison.Ordinal) && f.Contains(_damages[damage].Says, StringComparison.Ordinal));

    private static Dictionary<string, string[]> Check()
    {
        var sets = Chart.Renders.ToDictionary(r => r.Name, r => r.Objects);
        foreach (var (name, damage) in _damages) sets[name] = [.. Chart.Objects(damage.Object.Split('/')[0] switch { "Ingress" => "external", "ScaledObject" or "TLSRoute" => "scaled", _ => "production" }).Damaged(damage.Object, damage.Damage).Where(o => o.Called() == damage.Object)];
        var (code, output) = Chart.RunOn(JsonSerializer.Serialize(sets), Chart.Folder, "node", "check-types.mjs", Path.Combine(Chart.Root, "tests", "Deploy.Tests", "Schemas"));
        return code == 0 ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(output)! : throw new InvalidOperationException(output);
    }
}
