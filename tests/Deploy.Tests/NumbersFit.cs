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
