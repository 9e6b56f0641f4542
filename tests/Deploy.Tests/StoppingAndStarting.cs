using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Governance.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Governance.DeployTests;

/// <summary>A replica comes and goes without a failed call: the chart's numbers fit what the services do.</summary>
public sealed partial class StoppingAndStarting
{
    // Answers of the cluster's DNS are kept so long; CoreDNS says 5 s of what it knows of Services.
    private const int KeptByDns = 5;
    private static readonly string _addresses = File.ReadAllText(Path.Combine(Chart.Root, "services", "Foundation", "Hosting", "Addresses.cs"));
    private static readonly string _hosting = File.ReadAllText(Path.Combine(Chart.Root, "services", "Foundation", "Hosting", "GovernanceDefaults.cs"));

    public static TheoryData<string> Examples => [.. Chart.Examples];

    [Theory, MemberData(nameof(Examples))]
    public void In_every_example(string example) => Chart.Hold(Broken(Chart.Objects(example)));

    // What the values give, the process takes: not less, or calls that are allowed to be long are cut off by kubelet; not more than its own 30 s, or the rest of the time is waited for nothing.
    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(600)]
    public void What_is_in_flight_has_the_time_that_the_values_give(int seconds)
    {
        var objects = Yaml.Read(Chart.Template("production", "platform", $"defaults.drain.inFlight={seconds}"));
        Chart.Hold(Broken(objects));
        foreach (var name in (string[])["gateway", "identity", "grid"])
        {
            Assert.Equal(TimeSpan.FromSeconds(3 + seconds), Stops(objects.Single(o => o.Called() == $"ConfigMap/{name}")));
            Assert.Equal($"{5 + 3 + seconds + 7}", objects.Single(o => o.Called() == $"Deployment/{name}").Text("spec", "template", "spec", "terminationGracePeriodSeconds"));
        }
    }

    [Fact]
    public void Otherwise_it_is_noticed()
    {
        var good = Chart.Objects("production");
        string Says(string called, Action<JsonNode> damage) => Assert.Single(Broken(good.Damaged(called, damage)));
        Assert.Equal("Deployment/grid is killed after 30 s; it may need 38", Says("Deployment/grid", o => o["spec"]!["template"]!["spec"]!["terminationGracePeriodSeconds"] = 30));
        Assert.Equal("Deployment/grid is killed after 45 s; it may need 608", Says("ConfigMap/grid", o => o["data"]!["Hosting__InFlight"] = "00:10:00"));
        Assert.Equal(TimeSpan.FromSeconds(30), Stops(JsonNode.Parse("{}")!));
        Assert.Equal("Deployment/grid is told to stop while nodes still send to it", Says("Deployment/grid", o => Container(o)["lifecycle"] = null));
        Assert.Equal("Deployment/grid asks the same to be alive as to be ready", Says("Deployment/grid", o => Container(o)["livenessProbe"]!["httpGet"]!["path"] = "/health/ready"));
        Assert.Equal("Deployment/grid asks /healthz, which no service answers", Says("Deployment/grid", o => Container(o)["startupProbe"]!["httpGet"]!["path"] = "/healthz"));
        Assert.Equal("Deployment/gateway asks https by HTTP", Says("Deployment/gateway", o => Container(o)["readinessProbe"]!["httpGet"]!["scheme"] = "HTTP"));
        Assert.Equal("Deployment/grid goes before the next has come", Says("Deployment/grid", o => o["spec"]!["strategy"]!["rollingUpdate"]!["maxUnavailable"] = 1));
        Assert.Equal("Deployment/grid lets the last old pod go when its callers may not know a new one (10 s)", Says("Deployment/grid", o => o["spec"]!["minReadySeconds"] = 9));
        Assert.Equal("Deployment/grid does not notice changed settings", Says("Deployment/grid", o => o["spec"]!["template"]!["metadata"]!["annotations"]!.AsObject().Remove("checksum/config")));
        Assert.Equal("Deployment/grid has no disruption budget", Assert.Single(Broken([.. good.Where(o => o.Called() != "PodDisruptionBudget/grid")])));
        Assert.Equal("Deployment/grid has a number of replicas that its autoscaler would be told to forget", Says("Deployment/grid", o => o["spec"]!["replicas"] = 2));
        Assert.Equal("Deployment/grid is counted by two, who would undo each other's work", Assert.Single(Broken([.. good, Chart.Objects("scaled").Single(o => o.Called() == "ScaledObject/grid")])));
        Assert.Equal("Job/grid-migrate runs after what needs it", Says("Job/grid-migrate", o => o["metadata"]!["annotations"]!["helm.sh/hook"] = "post-install"));
    }

    private static IEnumerable<string> Broken(IReadOnlyList<JsonNode> objects)
    {
        foreach (var deployment in objects.OfKind("Deployment").Where(d => d.Name() != "collector"))
        {
            var (name, container) = (deployment.Called(), Container(deployment));
            var map = objects.Single(o => o.Called() == $"ConfigMap/{deployment.Name()}");
            var preStop = int.Parse(container.Text("lifecycle", "preStop", "sleep", "seconds") ?? "0", null);
            var needs = preStop + (int)Stops(map).TotalSeconds;
            if (preStop == 0) yield return $"{name} is told to stop while nodes still send to it";
            var grace = int.Parse(deployment.Text("spec", "template", "spec", "terminationGracePeriodSeconds")!, null);
            if (grace < needs) yield return $"{name} is killed after {grace} s; it may need {needs}";
            var paths = new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(p => container.At(p, "httpGet")!).ToList();
            if (paths[1].Text("path") == paths[2].Text("path")) yield return $"{name} asks the same to be alive as to be ready";
            foreach (var path in paths.Where(p => !_hosting.Contains($"\"{p.Text("path")}\"", StringComparison.Ordinal))) yield return $"{name} asks {path.Text("path")}, which no service answers";
            foreach (var path in paths.Where(p => (p.Text("port") == "https") != (p.Text("scheme") == "HTTPS"))) yield return $"{name} asks {path.Text("port")} by {path.Text("scheme")}";
            if (deployment.Text("spec", "strategy", "rollingUpdate", "maxUnavailable") != "0") yield return $"{name} goes before the next has come";
            var known = KeptByDns + int.Parse(LookedUpEvery().Match(_addresses).Groups[1].Value, null);
            if (int.Parse(deployment.Text("spec", "minReadySeconds") ?? "0", null) < known) yield return $"{name} lets the last old pod go when its callers may not know a new one ({known} s)";
            if (deployment.Text("spec", "template", "metadata", "annotations", "checksum/config") is null) yield return $"{name} does not notice changed settings";
            if (!objects.Any(o => o.Called() == $"PodDisruptionBudget/{deployment.Name()}")) yield return $"{name} has no disruption budget";
            var scalers = objects.OfKind("HorizontalPodAutoscaler", "ScaledObject").Count(o => o.Text("spec", "scaleTargetRef", "name") == deployment.Name());
            if (scalers > 1) yield return $"{name} is counted by two, who would undo each other's work";
            var scaled = scalers > 0;
            if (scaled == (deployment.Text("spec", "replicas") is not null)) yield return $"{name} has a number of replicas that its autoscaler would be told to forget";
        }
        foreach (var job in objects.OfKind("Job").Where(j => j.Text("metadata", "annotations", "helm.sh/hook") != "pre-install,pre-upgrade")) yield return $"{job.Called()} runs after what needs it";
    }

    // How long a process that is told these settings takes at the most, from the signal on.
    private static TimeSpan Stops(JsonNode map)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(map.Entries("data").Where(d => d.Key.StartsWith("Hosting__", StringComparison.Ordinal)).Select(d => KeyValuePair.Create(d.Key.Replace("__", ":", StringComparison.Ordinal), d.Value?.ToString())));
        builder.AddGovernanceDefaults("probe");
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
    }

    private static JsonNode Container(JsonNode owner) => owner["spec"]!["template"]!["spec"]!["containers"]![0]!;

    [GeneratedRegex(@"LookedUpEvery = TimeSpan\.FromSeconds\((\d+)\)")]
    private static partial Regex LookedUpEvery();
}
