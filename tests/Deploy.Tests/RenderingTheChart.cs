namespace Governance.DeployTests;

/// <summary>What an example becomes is committed, so that a change of a template is seen in review as what it does to a cluster.</summary>
public sealed class RenderingTheChart
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    internal static bool Update => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static TheoryData<string, string> Parts => [.. Chart.Renders.Select(r => (r.Example, r.Part))];

    [Theory, MemberData(nameof(Parts))]
    public void Gives_what_is_committed(string example, string part)
    {
        var render = Chart.Of(example, part);
        if (Update) File.WriteAllText(render.Golden, render.Text);
        Assert.True(File.Exists(render.Golden) && File.ReadAllText(render.Golden) == render.Text,
            $"{render.Golden} is not what the chart renders now: run UPDATE_GOLDEN=1 dotnet test tests/Deploy.Tests and commit what it wrote");
    }

    // What a restore makes of a province: its Cluster beside the old one, and who watches which.
    [Fact]
    public void Gives_what_is_committed_of_a_recovery()
    {
        var (golden, text) = (Path.Combine(Chart.Source, "examples", "production", "recovery.yaml"), Chart.RecoveryOf("base/postgres.yaml", "telemetry/monitors.yaml", "telemetry/rules.yaml"));
        if (Update) File.WriteAllText(golden, text);
        Assert.True(File.Exists(golden) && File.ReadAllText(golden) == text, $"{golden} is not what the chart renders now: run UPDATE_GOLDEN=1 dotnet test tests/Deploy.Tests and commit what it wrote");
    }

    [Theory, MemberData(nameof(Parts))]
    public void Passes_the_strict_lint(string example, string part)
    {
        var (code, output) = Chart.Run(Chart.Folder, Chart.Helm, "lint", "--strict", Chart.Source, "--values", Chart.ValuesOf(example), "--set", $"part={part}");
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Covers_every_way_of_the_data_plane()
    {
        Assert.Equal(["external", "minimal", "production", "scaled"], Chart.Examples);
        Assert.InRange(Chart.Renders.Sum(r => r.Objects.Count), 150, 5000);
        Assert.Superset(new HashSet<string> { "Cluster", "Database", "ScheduledBackup", "ObjectStore", "RabbitmqCluster", "ExternalSecret", "Certificate", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget", "ScaledObject", "TLSRoute" },
            Chart.Renders.SelectMany(r => r.Objects).Select(o => o.Kind()).ToHashSet());
    }

    // Else KEDA's webhook refuses the ScaledObject beside the autoscaler that Helm takes away only afterwards.
    [Fact]
    public void Lets_KEDA_take_over_the_autoscaler_that_is_there()
    {
        var scaled = Chart.Objects("scaled").OfKind("ScaledObject").ToList();
        Assert.NotEmpty(scaled);
        var before = Yaml.Read(Chart.Template("scaled", "platform", "defaults.autoscaling.queues.enabled=false")).OfKind("HorizontalPodAutoscaler").ToList();
        Assert.All(scaled, o =>
        {
            Assert.Equal("true", o.Text("metadata", "annotations", "scaledobject.keda.sh/transfer-hpa-ownership"));
            var autoscaler = Assert.Single(before, b => b.Text("spec", "scaleTargetRef", "name") == o.Text("spec", "scaleTargetRef", "name"));
            Assert.Equal(autoscaler.Name(), o.Text("spec", "advanced", "horizontalPodAutoscalerConfig", "name"));
        });
    }

    // YAML's numbers are floats on their way through a template, which writes them as 1e+10.
    [Fact]
    public void Writes_a_large_number_as_it_is()
    {
        var objects = Yaml.Read(Chart.Template("minimal", "platform", "defaults.env.Some__Bytes=10000000000", "components.grid.env.Some__Rows=-1000000", "defaults.env.Some__Switch=true", "steps.deadline=604800"));
        string?[] Of(string setting) => [objects.Single(o => o.Called() == "ConfigMap/grid").Text("data", setting),
            objects.Single(o => o.Called() == "Job/grid-migrate").At("spec", "template", "spec")!.Containers().Single().Items("env").Single(e => e.Text("name") == setting).Text("value")];
        Assert.Equal(["10000000000", "10000000000"], Of("Some__Bytes"));
        Assert.Equal(["-1000000", "-1000000"], Of("Some__Rows"));
        Assert.Equal(["true", "true"], Of("Some__Switch"));
        Assert.Equal("604800", objects.Single(o => o.Called() == "Job/grid-migrate").Text("spec", "activeDeadlineSeconds"));
        Assert.Equal("1000000", Yaml.Read(Chart.Template("scaled", "platform", "defaults.autoscaling.queues.perReplica=1000000")).OfKind("ScaledObject").First().Items("spec", "triggers").Last().Text("metadata", "threshold"));
    }

    [Fact]
    public void Gives_the_same_twice() => Assert.Equal(Chart.Of("production", "platform").Text, Chart.Template("production", "platform"));

    [Theory]
    [InlineData("exposure.host=", "exposure.host: under which name")]
    [InlineData("image.registry=", "image.registry: where are the images?")]
    [InlineData("postgres.host=", "postgres.host: where is the external server?")]
    [InlineData("network.peers.rabbitmq=null", "network.peers.rabbitmq is empty: who is at the other end of grid-to-rabbitmq?")]
    [InlineData("oidc.authority=https://sso.example.cn/", "network.peers.oidc is empty: who is at the other end of gateway-to-oidc?")]
    [InlineData("components.identity.enabled=false", "oidc.authority: without identity, whose tokens count?")]
    [InlineData("oidc.jwks=https://sso.example.cn/jwks", "oidc.jwks: without oidc.authority")]
    [InlineData("oidc.tokenEndpoint=https://sso.example.cn/token", "oidc.tokenEndpoint: without oidc.authority")]
    [InlineData("telemetry.rules=true", "telemetry.rules: without telemetry.collector or telemetry.endpoint")]
    [InlineData("defaults.autoscaling.queues.enabled=true,defaults.autoscaling.enabled=true", "telemetry.prometheus: where does KEDA ask")]
    [InlineData("protection.current=k2", "protection.current: k2 is none of protection.keys")]
    [InlineData("receipts.current=k2", "receipts.current: k2 is none of receipts.keys")]
    [InlineData("components.volunteers.calls={pary}", "components.volunteers.calls: no component is called pary")]
    [InlineData("image.digests.gird=" + Digest, "image.digests.gird: no component is called so")]
    [InlineData($"image.digests.grid={Digest}", "image.digestsOf: of which tag are image.digests?")]
    [InlineData($"image.digests.grid={Digest},image.digestsOf=0.0.9", "image.tag is 0.1.0, image.digests are of 0.0.9")]
    [InlineData($"image.digests.grid={Digest},image.digestsOf=0.1.0,image.tag=0.2.0", "image.tag is 0.2.0, image.digests are of 0.1.0")]
    [InlineData($"image.digests.grid={Digest},image.digestsOf=0.1.0,image.pinned=true", "image.digests.gateway: image.pinned wants one of every component")]
    [InlineData("image.pinned=true", "image.pinned wants one of every component. Is -f digests.yaml missing?")]
    [InlineData("components.volunteers.calls={gateway}", "components.volunteers.calls: gateway has no port grpc")]
    [InlineData("components.party.database=grid", "components.party.database: grid is that of grid")]
    [InlineData("components.party.steps[0].name=migrate,components.party.steps[0].args={migrate},components.party.steps[1].name=migrate,components.party.steps[1].args={map}", "components.party.steps: two are called migrate")]
    [InlineData("exposure.mode=ingress,exposure.grpcHost=trial.example.cn", "exposure.grpcHost: two Ingresses cannot serve one host")]
    [InlineData("rabbitmq.mode=cluster,rabbitmq.port=5671", "rabbitmq.port: the chart's own broker listens at 5672, not at 5671")]
    [InlineData("defaults.autoscaling.min=7", "components.gateway.autoscaling: at least 7, at most 6 replicas?")]
    [InlineData("quota.hard.pods=5,quota.hard.limits\\.cpu=5", "quota.defaults: with a quota on limits")]
    [InlineData("exposure.mode=gatewayApi", "exposure.gatewayApi.gateway: which Gateway?")]
    public void Says_what_is_missing(string set, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => Chart.Template("minimal", "platform", set)).Message, StringComparison.Ordinal);
}
