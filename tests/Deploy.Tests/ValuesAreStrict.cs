using System.Text.Json.Nodes;

namespace Governance.DeployTests;

/// <summary>A typo fails, at every level, before anything reaches a cluster.</summary>
public sealed class ValuesAreStrict
{
    private static readonly JsonNode _schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Chart.Source, "values.schema.json")))!;

    [Theory]
    [InlineData("imag.tag=1")]
    [InlineData("image.tagg=1")]
    [InlineData("image.tag=latest")]
    [InlineData("image.pullPolicy=Sometimes")]
    [InlineData("part=everything")]
    [InlineData("exposure.host=https://x")]
    [InlineData("exposure.loadBalancer.sourceRange[0]=10.0.0.0/8")]
    [InlineData("certificate.certManager.issuerRef=x")]
    [InlineData("postgres.port=fivethousand")]
    [InlineData("postgres.cluster.backup.shedule=x")]
    [InlineData("postgres.cluster.image=postgres:latest")]
    [InlineData("rabbitmq.cluster.replicas=2")]
    [InlineData("redis.mode=sentinel")]
    [InlineData("network.peers.caller[0].ipBlock.cidr=0.0.0.0/0")]
    [InlineData("network.peers.callers[0].ipblock.cidr=0.0.0.0/0")]
    [InlineData("telemetry.collector.resources.limits.cpus=1")]
    [InlineData("defaults.autoscaling.minimum=2")]
    [InlineData("defaults.drain.delay=60")]
    [InlineData("components.grid.replica=3")]
    [InlineData("components.grid.ports.grcp=8081")]
    [InlineData("components.grid.uses[0]=kafka")]
    [InlineData("components.grid.steps[0].arg[0]=migrate")]
    [InlineData("components.Party.ports.http=8080")]
    [InlineData("components.grid.secretEnv.A.secret=x")]
    public void A_typo_is_refused(string set)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Chart.Template("minimal", "platform", set));
        Assert.Contains("values don't meet the specifications of the schema", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_further_component_joins_by_an_entry()
    {
        var objects = Yaml.Read(Chart.Template("minimal", "platform", "components.insights.ports.http=8080", "components.insights.ports.grpc=8081", "components.insights.database=insights",
            "components.insights.uses={tokens,rabbitmq,protection}", "components.insights.steps[0].name=migrate", "components.insights.steps[0].args={migrate}", "components.volunteers.calls={insights}"));
        Assert.Superset(new HashSet<string> { "Deployment/insights", "Service/insights", "Service/insights-replicas", "ServiceAccount/insights", "ConfigMap/insights", "PodDisruptionBudget/insights", "Job/insights-migrate",
            "NetworkPolicy/gateway-to-insights-egress", "NetworkPolicy/gateway-to-insights-ingress", "NetworkPolicy/insights-to-postgres-egress", "NetworkPolicy/volunteers-to-insights-ingress" }, objects.Select(o => o.Called()).ToHashSet());
        Assert.Equal("http://insights-replicas:8081", objects.Single(o => o.Called() == "ConfigMap/gateway").Text("data", "services__insights__grpc__0"));
        Assert.Equal("http://insights-replicas:8081", objects.Single(o => o.Called() == "ConfigMap/volunteers").Text("data", "Peers__insights__Address"));
    }

    [Fact]
    public void No_object_of_the_schema_is_open() => Chart.Hold(Open(_schema, ""));

    [Fact]
    public void An_open_one_is_noticed()
    {
        var open = _schema.DeepClone();
        open.At("properties", "image")!.AsObject().Remove("additionalProperties");
        Assert.Equal(["/properties/image takes any key"], Open(open, ""));
    }

    [Fact]
    public void Every_value_is_in_the_schema_and_explained()
    {
        var page = new ValuesPage(File.ReadAllText(Path.Combine(Chart.Source, "values.yaml")));
        Assert.InRange(page.Keys.Count, 80, 1000);
        Chart.Hold(page.Unexplained().Select(k => $"{k} has no comment"));
        Chart.Hold(page.Keys.Where(k => !InSchema(_schema, k.Split('.'))).Select(k => $"{k} is not in the schema"));
    }

    [Fact]
    public void The_page_is_what_the_comments_say()
    {
        var (path, page) = (Path.Combine(Chart.Source, "VALUES.md"), new ValuesPage(File.ReadAllText(Path.Combine(Chart.Source, "values.yaml"))).Write());
        if (RenderingTheChart.Update) File.WriteAllText(path, page);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, $"{path} is not what values.yaml says now: run UPDATE_GOLDEN=1 dotnet test tests/Deploy.Tests and commit what it wrote");
        Assert.Equal(["bare"], new ValuesPage("# -- Said.\nsaid: 1\n\nbare: 2\n").Unexplained());
    }

    private static IEnumerable<string> Open(JsonNode? node, string path)
    {
        if (node is JsonObject o)
        {
            if (o.Text("type") == "object" && o["additionalProperties"] is null or JsonValue && o["additionalProperties"]?.ToString() != "false") yield return $"{path} takes any key";
            foreach (var (key, child) in o) foreach (var open in Open(child, $"{path}/{key}")) yield return open;
        }
        foreach (var (child, at) in (node as JsonArray ?? []).Select((c, i) => (c, i))) foreach (var open in Open(child, $"{path}/{at}")) yield return open;
    }

    private static bool InSchema(JsonNode? schema, ReadOnlySpan<string> path)
    {
        if (schema.Text("$ref") is { } reference) schema = _schema.At("definitions", reference.Split('/')[^1]);
        if (path.IsEmpty) return schema is not null;
        return (schema.At("properties", path[0]) ?? schema.At("additionalProperties")) is JsonObject next && InSchema(next, path[1..]);
    }
}
