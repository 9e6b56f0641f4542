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
    // What is in a ConfigMap, everybody may read who may look.
    [InlineData("telemetry.endpoint=https://user:x@otel.example.cn")]
    [InlineData("telemetry.endpoint=https://token@otel.example.cn")]
    [InlineData("telemetry.collector.forwardTo=https://user:x@tempo.example.cn:4317")]
    [InlineData("oidc.authority=https://user:x@sso.example.cn/")]
    [InlineData("oidc.jwks=https://sso.example.cn/jwks?password=x")]
    [InlineData("oidc.tokenEndpoint=https://user:x@sso.example.cn/token")]
    [InlineData("defaults.env.OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer abc")]
    [InlineData("components.grid.env.Some__ApiKey=x")]
    [InlineData("components.grid.env.Some__Token=x")]
    [InlineData("defaults.env.Some__Bytes=9007199254740993")]
    [InlineData("steps.deadline=604801")]
    // What a cluster would refuse, or read as something else: names of objects, ports, labels.
    [InlineData("components.grid.database=grid_calls")]
    [InlineData("components.grid-.ports.http=8080")]
    [InlineData("components.grid-replicas.ports.http=8080")]
    [InlineData("components.grid.steps[0].name=mig.rate,components.grid.steps[0].args={migrate}")]
    [InlineData("components.grid.steps[0].name=migrate-everything-that-there-is,components.grid.steps[0].args={migrate}")]
    [InlineData("image.tag=0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("image.tag=1.0-")]
    [InlineData("image.digestsOf=.1")]
    [InlineData("postgres.cluster.name=post.gres")]
    [InlineData("postgres.cluster.recovery.from=1postgres")]
    [InlineData("rabbitmq.cluster.name=rabbit.mq")]
    public void A_typo_is_refused(string set)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Chart.Template("minimal", "platform", set));
        Assert.Contains("values don't meet the specifications of the schema", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Not only where somebody thought of it: a wrong key in each object that the schema knows, and something that is no value in each of its values.</summary>
    [Fact]
    public void A_wrong_key_is_refused_at_every_depth()
    {
        var places = Places(_schema, []).DistinctBy(p => string.Join('/', p)).ToList();
        Assert.InRange(places.Count, 90, 1000);
        Assert.Contains(places, p => string.Join('/', p) == "components/grid/autoscaling/queues");
        Assert.Contains(places, p => string.Join('/', p) == "network/peers/callers/0/namespaceSelector/matchExpressions/0");
        Chart.Hold(Taken([.. places.Select(p => (string.Join('/', p), Document([.. p, "nonsense"], new JsonObject())))]));
    }

    [Fact]
    public void What_is_no_value_is_refused_everywhere()
    {
        var values = Leaves(_schema, []).DistinctBy(p => string.Join('/', p)).ToList();
        Assert.InRange(values.Count, 120, 2000);
        Chart.Hold(Taken([.. values.Select(p => (string.Join('/', p), Document(p, new JsonObject { ["nonsense"] = new JsonObject() })))]));
    }

    // A component's name is one of the ends of edges: one called like a server would take the server's edges, one called `steps` their account.
    [Fact]
    public void No_component_is_called_like_something_else()
    {
        var taken = _schema.Entries("properties", "network", "properties", "peers", "properties").Select(p => p.Key).Concat(["any", "steps", "collector"]).ToList();
        Assert.InRange(taken.Count, 12, 50);
        Chart.Hold(Taken([.. taken.Select(name => (name, Document(["components", name, "ports", "http"], 8080)))]));
        Assert.Equal(["insights: is taken"], Taken([("insights", Document(["components", "insights", "ports", "http"], 8080))]));
    }

    // The longest names that are taken make objects with names of no more than 63 letters.
    [Fact]
    public void The_longest_names_fit()
    {
        var (component, step) = (new string('c', 31), new string('s', 31));
        var objects = Yaml.Read(Chart.Template("minimal", "platform", $"components.{component}.ports.http=8080", $"components.{component}.database={new string('d', 31)}", $"components.{component}.steps[0].name={step}", $"components.{component}.steps[0].args={{migrate}}",
            $"image.tag={new string('v', 63)}"));
        Assert.Contains(objects, o => o.Called() == $"Job/{component}-{step}");
        Assert.All(objects.Where(o => o.Kind() is not "NetworkPolicy"), o => Assert.Matches("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", o.Name()));
        Assert.All(objects.SelectMany(o => o.Entries("metadata", "labels")), l => Assert.Matches("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$", $"{l.Value}"));
    }

    [Fact]
    public void What_is_taken_is_noticed()
    {
        Assert.Equal(["image: is taken"], Taken([("image", Document(["image", "tag"], "1")), ("part", Document(["part"], "everything"))]));
        Assert.Equal("""{"a":[{"b":1}]}""", Document(["a", "0", "b"], 1).ToJsonString());
    }

    private static IEnumerable<string> Taken(IReadOnlyList<(string Place, JsonNode Values)> documents)
    {
        var folder = Directory.CreateTempSubdirectory("values-").FullName;
        try
        {
            return [.. documents.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select((document, at) =>
            {
                var file = Path.Combine(folder, $"{at}.json");
                File.WriteAllText(file, document.Values.ToJsonString());
                var (code, output) = Chart.Run(Chart.Folder, Chart.Helm, "template", "governance", Chart.Source, "--values", Chart.ValuesOf("minimal"), "--values", file);
                return code == 0 ? $"{document.Place}: is taken" : output.Contains("values don't meet the specifications of the schema", StringComparison.Ordinal) ? null : $"{document.Place}: is refused by no schema: {output}";
            }).OfType<string>()];
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    // Keys that are the user's get one that is already there.
    private static IEnumerable<string[]> Places(JsonNode? schema, string[] path)
    {
        schema = Resolved(schema);
        if (schema.Text("type") == "object") yield return path;
        foreach (var place in Below(schema, path).SelectMany(b => Places(b.Schema, b.Path))) yield return place;
    }

    private static IEnumerable<string[]> Leaves(JsonNode? schema, string[] path)
    {
        schema = Resolved(schema);
        var below = Below(schema, path).ToList();
        if (below.Count == 0) yield return path;
        foreach (var leaf in below.SelectMany(b => Leaves(b.Schema, b.Path))) yield return leaf;
    }

    private static IEnumerable<(JsonNode? Schema, string[] Path)> Below(JsonNode? schema, string[] path)
    {
        foreach (var (key, child) in schema.Entries("properties")) yield return (child, [.. path, key]);
        if (schema.At("additionalProperties") is JsonObject any) yield return (any, [.. path, path is ["components"] ? "grid" : "x"]);
        if (schema.At("items") is JsonObject item) yield return (item, [.. path, "0"]);
        // What one of several schemas says in full: the one with properties of its own.
        foreach (var part in schema.Items("allOf").Concat(schema.Items("anyOf")).Select(Resolved).Where(p => p.Text("type") is "object" or "array")) foreach (var below in Below(part, path)) yield return below;
    }

    private static JsonNode? Resolved(JsonNode? schema) => schema.Text("$ref") is { } reference ? _schema.At("definitions", reference.Split('/')[^1]) : schema;

    private static JsonNode Document(IEnumerable<string> path, JsonNode value) => path.Reverse().Aggregate(value, (inner, step) => step == "0" ? new JsonArray(inner) : new JsonObject { [step] = inner });

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
