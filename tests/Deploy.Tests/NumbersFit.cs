using System.Text.Json.Nodes;
using Npgsql;

namespace Governance.DeployTests;

/// <summary>What all replicas together may ask of a server, it can give.</summary>
public sealed class NumbersFit
{
    // Of each replica, beside the pool: relay, tails, housekeeping.
    private const int BesideThePool = 4;

    [Fact]
    public void Connections_to_the_chart_s_own_database() => Chart.Hold(Broken(Chart.Objects("production")));

    [Fact]
    public void Connections_of_the_defaults() =>
        Chart.Hold(Broken([.. new[] { "base", "platform" }.SelectMany(p => Yaml.Read(Chart.Template("minimal", p, "postgres.mode=cluster", "network.peers.apiServer[0].ipBlock.cidr=10.0.0.0/8", "defaults.autoscaling.enabled=true")))]));

    [Fact]
    public void Too_many_are_noticed() => Assert.Equal(["1152 connections may be asked for, the server gives 500"],
        Broken(Chart.Objects("production").Damaged("Cluster/postgres", o => o["spec"]!["postgresql"]!["parameters"]!["max_connections"] = "500")));

    /// <summary>A quota that is too small is noticed in the night in which every replica is wanted.</summary>
    [Fact]
    public void Everything_at_its_most_within_the_quota() => Chart.Hold(BeyondTheQuota(Chart.Objects("production")));

    [Fact]
    public void Too_small_a_quota_is_noticed()
    {
        var good = Chart.Objects("production");
        Assert.StartsWith("pods: 100, and at the most ", Assert.Single(BeyondTheQuota(good.Damaged("ResourceQuota/governance", o => o["spec"]!["hard"]!["pods"] = "100"))), StringComparison.Ordinal);
        Assert.StartsWith("requests.memory: 1Gi, and at the most ", Assert.Single(BeyondTheQuota(good.Damaged("ResourceQuota/governance", o => o["spec"]!["hard"]!["requests.memory"] = "1Gi"))), StringComparison.Ordinal);
        Assert.StartsWith("limits.cpu: 260, and at the most ", Assert.Single(BeyondTheQuota(good.Damaged("HorizontalPodAutoscaler/gateway", o => o["spec"]!["maxReplicas"] = 60)), b => b.StartsWith("limits.cpu", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["services.nodeports: 0, and at the most 1"], BeyondTheQuota(good.Damaged("Service/gateway", o => o["spec"]!.AsObject().Remove("allocateLoadBalancerNodePorts"))));
        Assert.Equal((0.25, 2d, 512d * 1024 * 1024), (Amount("250m"), Amount("2"), Amount("512Mi")));
    }

    // All replicas, one more of each while it is replaced, one step, and the servers with one that joins.
    private static IEnumerable<string> BeyondTheQuota(IReadOnlyList<JsonNode> objects)
    {
        var pods = objects.OfKind("Deployment").Select(d => (Count: int.Parse(Most(objects, d), null) + 1, Resources: d.At("spec", "template", "spec")!.Containers().Single()["resources"]))
            .Concat(objects.OfKind("Job").Take(1).Select(j => (Count: 1, Resources: j.At("spec", "template", "spec")!.Containers().Single()["resources"])))
            .Concat(objects.OfKind("Cluster").Select(c => (Count: int.Parse(c.Text("spec", "instances")!, null) + 1, Resources: c.At("spec", "resources"))))
            .Concat(objects.OfKind("RabbitmqCluster").Select(c => (Count: int.Parse(c.Text("spec", "replicas")!, null), Resources: c.At("spec", "resources")))).ToList();
        Assert.InRange(pods.Count, 10, 100);
        foreach (var (what, most) in objects.OfKind("ResourceQuota").Single().Entries("spec", "hard"))
        {
            var needed = what switch
            {
                "pods" => pods.Sum(p => p.Count),
                "services.loadbalancers" => objects.OfKind("Service").Count(o => o.Text("spec", "type") == "LoadBalancer"),
                "services.nodeports" => objects.OfKind("Service").Where(o => o.Text("spec", "type") is "NodePort" || o.Text("spec", "type") is "LoadBalancer" && o.Text("spec", "allocateLoadBalancerNodePorts") != "false").Sum(o => o.Items("spec", "ports").Count()),
                _ => pods.Sum(p => p.Count * Amount(p.Resources.Text(what.Split('.'))!)),
            };
            if (needed > Amount(most!.ToString())) yield return $"{what}: {most}, and at the most {needed}";
        }
    }

    private static string Most(IReadOnlyList<JsonNode> objects, JsonNode deployment) =>
        objects.OfKind("HorizontalPodAutoscaler").SingleOrDefault(o => o.Name() == deployment.Name()).Text("spec", "maxReplicas") ?? deployment.Text("spec", "replicas")!;

    private static double Amount(string quantity)
    {
        var unit = quantity.TrimStart("0123456789.".ToCharArray());
        return double.Parse(quantity[..^unit.Length], System.Globalization.CultureInfo.InvariantCulture) * unit switch { "" => 1, "m" => 0.001, "Mi" => 1 << 20, "Gi" => 1 << 30, _ => throw new NotSupportedException(quantity) };
    }

    private static IEnumerable<string> Broken(IReadOnlyList<JsonNode> objects)
    {
        var given = int.Parse(objects.OfKind("Cluster").Single().Text("spec", "postgresql", "parameters", "max_connections")!, null);
        var asked = objects.OfKind("HorizontalPodAutoscaler").Sum(scaler => int.Parse(scaler.Text("spec", "maxReplicas")!, null) * PerReplica(objects, scaler.Name()));
        Assert.InRange(asked, 100, 100_000);
        if (asked >= given) yield return $"{asked} connections may be asked for, the server gives {given}";
    }

    private static int PerReplica(IReadOnlyList<JsonNode> objects, string name)
    {
        var variable = objects.Single(o => o.Called() == $"Deployment/{name}").At("spec", "template", "spec")!.Containers().Single().Items("env")
            .FirstOrDefault(v => v.Text("name")!.StartsWith("ConnectionStrings__", StringComparison.Ordinal) && v.Text("value")?.StartsWith("Host=", StringComparison.Ordinal) == true);
        return variable is null ? 0 : new NpgsqlConnectionStringBuilder(variable.Text("value")).MaxPoolSize + BesideThePool;
    }
}
