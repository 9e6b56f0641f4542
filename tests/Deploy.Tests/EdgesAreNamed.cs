using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>Nobody speaks to anybody, unless a policy names the edge; and every address that a pod is told has its edge.</summary>
public sealed partial class EdgesAreNamed
{
    private static readonly string[] _ways = ["ingress", "egress"];
    private static readonly string[] _betweenNodes = ["4369", "25672", "6000-6500", "35672-35682"];
    private static readonly string[] _clusters = ["postgres", "postgres-2"];

    public static TheoryData<string> Examples => [.. Chart.Examples];

    [Fact]
    public void Of_the_least_installation() => Assert.Equal(
    [
        "any-to-dns", "callers-to-gateway", "gateway-to-grid", "gateway-to-identity", "gateway-to-party", "gateway-to-socialorgs", "gateway-to-volunteers", "gateway-to-welfare", "grid-to-identity", "grid-to-postgres", "grid-to-rabbitmq",
        "identity-to-postgres", "identity-to-rabbitmq", "party-to-identity", "party-to-postgres", "party-to-rabbitmq", "socialorgs-to-identity", "socialorgs-to-postgres", "socialorgs-to-rabbitmq", "socialorgs-to-volunteers", "steps-to-postgres", "volunteers-to-identity", "volunteers-to-party", "volunteers-to-postgres", "volunteers-to-rabbitmq",
        "welfare-to-identity", "welfare-to-postgres", "welfare-to-rabbitmq",
    ], Edges("minimal").Order(StringComparer.Ordinal));

    [Fact]
    public void Of_a_province() => Assert.Equal(
    [
        "collector-to-backend", "datateams-to-rabbitmq", "gateway-to-redis", "gateway-to-telemetry", "grid-to-telemetry", "identity-to-telemetry", "monitoring-to-collector", "monitoring-to-postgres", "monitoring-to-rabbitmq",
        "operators-to-postgres", "operators-to-rabbitmq", "party-to-telemetry", "postgres-to-apiserver", "postgres-to-backups", "postgres-to-postgres", "rabbitmq-to-apiserver", "rabbitmq-to-rabbitmq", "socialorgs-to-telemetry", "volunteers-to-telemetry", "welfare-to-telemetry",
    ], Edges("production").Except(Edges("minimal")).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Examples))]
    public void In_every_example(string example) => Chart.Hold(Broken(Chart.Objects(example)));

    // As the operator's own example has them (docs/examples/network-policies/allow-inter-node-traffic.yaml): without 6000 to 6500 no stream has a replica.
    [Fact]
    public void Between_nodes_of_the_broker_all_that_they_need()
    {
        var good = Chart.Objects("production");
        Assert.Empty(Closed(good));
        Assert.Equal(["NetworkPolicy/rabbitmq-to-rabbitmq-ingress closes 6000-6500"], Closed(good.Damaged("NetworkPolicy/rabbitmq-to-rabbitmq-ingress", o => o["spec"]!["ingress"]![0]!["ports"]![2]!.AsObject().Remove("endPort"))));
        Assert.Equal(["NetworkPolicy/rabbitmq-to-rabbitmq-egress closes 35672-35682"], Closed(good.Damaged("NetworkPolicy/rabbitmq-to-rabbitmq-egress", o => o["spec"]!["egress"]![0]!["ports"]!.AsArray().RemoveAt(3))));

        static IEnumerable<string> Closed(IReadOnlyList<JsonNode> objects) =>
            from way in _ways
            let policy = objects.Single(o => o.Called() == $"NetworkPolicy/rabbitmq-to-rabbitmq-{way}")
            from port in _betweenNodes.Except(Ports(policy.Items("spec", way).Single()))
            select $"{policy.Called()} closes {port}";
    }

    [Theory]
    [InlineData("external", "grid-to-telemetry", "telemetry.endpoint=https://otel.example.cn", "443")]
    [InlineData("external", "grid-to-telemetry", "telemetry.endpoint=http://otel.example.cn:14317/", "14317")]
    [InlineData("production", "collector-to-backend", "telemetry.collector.forwardTo=http://[2001:db8::1]:4318", "4318")]
    [InlineData("production", "grid-to-telemetry", "telemetry.collector.forwardTo=http://tempo.example.cn:14317", "4317")]
    public void Telemetry_goes_to_the_port_of_its_address(string example, string edge, string address, string port) =>
        Assert.Equal([port], Ports(Yaml.Read(Chart.Template(example, "platform", address)).Single(o => o.Called() == $"NetworkPolicy/{edge}-egress").Items("spec", "egress").Single()));

    // How large a body may be the gateway says (Bodies/); nginx would cut at 1 MB.
    [Fact]
    public void An_ingress_cuts_no_body() =>
        Assert.All(Chart.Objects("external").OfKind("Ingress"), i => Assert.Equal("0", i.Text("metadata", "annotations", "nginx.ingress.kubernetes.io/proxy-body-size")));

    // Whoever checks tokens asks their provider for its keys: identity, which is here, or another one, which needs a way out.
    [Theory]
    [InlineData("oidc.authority=https://sso.example.cn/realms/governance", "443")]
    [InlineData("oidc.authority=https://sso.example.cn/,oidc.jwks=http://keys.example.cn:9443/jwks", "9443")]
    [InlineData("oidc.authority=https://sso.example.cn/,oidc.jwks=http://keys.example.cn/jwks", "80")]
    [InlineData("oidc.jwks=http://identity:8080/.well-known/jwks", null)]
    public void Another_provider_of_tokens_is_reached(string provider, string? port)
    {
        var objects = Yaml.Read(Chart.Template("minimal", "platform", provider, "network.peers.oidc[0].ipBlock.cidr=10.20.0.14/32"));
        var ways = objects.OfKind("NetworkPolicy").Where(p => p.Name().EndsWith("-to-oidc-egress", StringComparison.Ordinal)).ToList();
        string[] asking = port is null ? [] : ["gateway", "grid", "party", "socialorgs", "volunteers", "welfare"];
        Assert.Equal(asking, ways.Select(p => Component(p["spec"]!["podSelector"])!).Order(StringComparer.Ordinal));
        // Who asks another service reads the provider's description as well, for where tokens are given.
        Assert.All(ways, p => Assert.Equal(Component(p["spec"]!["podSelector"]) is "volunteers" or "socialorgs" ? [.. new[] { port!, "443" }.Distinct()] : [port!], Ports(p.Items("spec", "egress").Single())));
    }

    // Services that ask each other get their tokens there as well: where its own description says, or where it is told.
    [Theory]
    [InlineData("", null, "443")]
    [InlineData(",oidc.tokenEndpoint=https://tokens.example.cn:9444/token", "https://tokens.example.cn:9444/token", "443 9444")]
    [InlineData(",oidc.jwks=http://keys.example.cn:9443/jwks", null, "9443 443")]
    public void And_gives_services_their_tokens(string more, string? told, string ports)
    {
        var objects = Yaml.Read(Chart.Template("minimal", "platform", "oidc.authority=https://sso.example.cn/realms/governance" + more, "components.identity.enabled=false", "network.peers.oidc[0].ipBlock.cidr=10.20.0.14/32"));
        foreach (var asking in (string[])["volunteers", "socialorgs"])
        {
            var map = objects.Single(o => o.Called() == $"ConfigMap/{asking}");
            Assert.Equal((told, asking, "https://trial.example.cn/"), (map.Text("data", "Peers__TokenEndpoint"), map.Text("data", "Peers__ClientId"), map.Text("data", "Hosting__PublicAddress")));
            Assert.Equal(ports.Split(' '), Ports(objects.Single(o => o.Called() == $"NetworkPolicy/{asking}-to-oidc-egress").Items("spec", "egress").Single()));
        }
        Assert.Single(Ports(objects.Single(o => o.Called() == "NetworkPolicy/grid-to-oidc-egress").Items("spec", "egress").Single()));
        // Nothing leads to an identity that is not there, and nobody puts clients into it.
        Assert.Empty(objects.Where(o => o.Name().Contains("identity", StringComparison.Ordinal)).Select(o => o.Called()));
        Assert.DoesNotContain(objects.Where(o => o.Kind() is "ConfigMap" or "Job"), o => o.ToJsonString().Contains("//identity:", StringComparison.Ordinal));
        // With it there, its step puts no clients whose tokens nobody takes.
        Assert.DoesNotContain(Yaml.Read(Chart.Template("minimal", "platform", "oidc.authority=https://sso.example.cn/" + more, "network.peers.oidc[0].ipBlock.cidr=10.20.0.14/32")), o => o.Name().StartsWith("identity-client-", StringComparison.Ordinal));
        Assert.Equal("http://identity:8080/connect/token", Chart.Objects("minimal").Single(o => o.Called() == "ConfigMap/volunteers").Text("data", "Peers__TokenEndpoint"));
    }

    // With the archive of the new Cluster or without it, which reads the old one's either way.
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_recovery_leaves_the_cluster_before_it_its_edges(string archives)
    {
        var good = Chart.Recovery($"postgres.cluster.backup.enabled={archives}");
        Chart.Hold(Broken(good).Concat(Lost(good)));
        Assert.Equal(Edges("production").Order(StringComparer.Ordinal), Edges(good).Order(StringComparer.Ordinal));
        Assert.Contains(good, o => o.Called() == "ExternalSecret/postgres-backup");
        Assert.All(good.OfKind("Cluster", "Database", "ObjectStore", "ScheduledBackup"), o => Assert.Equal("keep", o.Text("metadata", "annotations", "helm.sh/resource-policy")));
        Assert.Equal(["NetworkPolicy/postgres-to-backups-egress forgets postgres"],
            Lost(good.Damaged("NetworkPolicy/postgres-to-backups-egress", o => o["spec"]!["podSelector"]!["matchExpressions"]![0]!["values"]!.AsArray().RemoveAt(1))));

        static IEnumerable<string> Lost(IReadOnlyList<JsonNode> objects) =>
            from policy in objects.OfKind("NetworkPolicy")
            where Regex.IsMatch(policy.Name(), "^postgres-to-.*-egress$|-to-postgres-ingress$")
            from cluster in _clusters.Except(policy.Items("spec", "podSelector", "matchExpressions").SelectMany(e => e.Items("values")).Select(v => v.ToString()))
            select $"{policy.Called()} forgets {cluster}";
    }

    [Fact]
    public void Without_policies_there_are_none() => Assert.Empty(Yaml.Read(Chart.Template("minimal", "platform", "network.policies=false")).OfKind("NetworkPolicy"));

    [Fact]
    public void Otherwise_it_is_noticed()
    {
        var good = Chart.Objects("production");
        Assert.Equal(["nobody denies what is not named"], Broken([.. good.Where(o => o.Called() != "NetworkPolicy/default-deny")]));
        Assert.Equal(["NetworkPolicy/grid-to-identity-egress has no other end"], Broken([.. good.Where(o => o.Called() != "NetworkPolicy/grid-to-identity-ingress")]));
        Assert.Contains("volunteers is told http://collector:4317 and may not go there", Broken([.. good.Where(o => !o.Called().StartsWith("NetworkPolicy/volunteers-to-telemetry", StringComparison.Ordinal))]));
        Assert.Equal(["NetworkPolicy/grid-to-identity-egress opens 8081, which identity does not serve", "NetworkPolicy/grid-to-identity-egress and its other end open different ports", "grid is told http://identity:8080/.well-known/jwks and may not go there"],
            Broken(good.Damaged("NetworkPolicy/grid-to-identity-egress", o => o["spec"]!["egress"]![0]!["ports"]![0]!["port"] = 8081)));
        Assert.Equal(["gateway is told http://grid-replicas:8081, behind which connections are balanced and not calls"], Broken(good.Damaged("Service/grid-replicas", o => o["spec"]!.AsObject().Remove("clusterIP"))));
        Assert.Equal(["NetworkPolicy/callers-to-gateway-ingress lets everybody in"], Broken(good.Damaged("NetworkPolicy/callers-to-gateway-ingress", o => o["spec"]!["ingress"]![0]!.AsObject().Remove("from"))));
        Assert.Equal(["nobody denies what is not named"], Broken(good.Damaged("NetworkPolicy/default-deny", o => o["spec"]!["egress"] = JsonNode.Parse("[{}]"))));
        Assert.Equal(["NetworkPolicy/gateway-to-redis-egress opens every port"], Broken(good.Damaged("NetworkPolicy/gateway-to-redis-egress", o => o["spec"]!["egress"]![0]!.AsObject().Remove("ports"))));
        foreach (var (peer, says) in new[] { ("""{"ipBlock": {"cidr": "0.0.0.0/0"}}""", "0.0.0.0/0"), ("""{"ipBlock": {"cidr": "169.254.0.0/16"}}""", "169.254.0.0/16"), ("""{"ipBlock": {"cidr": "::/0"}}""", "::/0"), ("""{"namespaceSelector": {}}""", "every namespace") })
            Assert.Equal([$"NetworkPolicy/gateway-to-redis-egress leads to {says}"], Broken(good.Damaged("NetworkPolicy/gateway-to-redis-egress", o => o["spec"]!["egress"]![0]!["to"]![0] = JsonNode.Parse(peer))));
        Assert.Empty(Broken(good.Damaged("NetworkPolicy/gateway-to-redis-egress", o => o["spec"]!["egress"]![0]!["to"]![0] = JsonNode.Parse("""{"ipBlock": {"cidr": "169.254.0.0/16", "except": ["169.254.169.254/32"]}}"""))));
        Assert.Equal(["NetworkPolicy/operators-to-postgres-ingress lets the world in"], Broken(good.Damaged("NetworkPolicy/operators-to-postgres-ingress", o => o["spec"]!["ingress"]![0]!["from"]![0] = JsonNode.Parse("""{"ipBlock": {"cidr": "0.0.0.0/0"}}"""))));
        Assert.Contains("NetworkPolicy/callers-to-gateway-ingress is two directions", Broken(good.Damaged("NetworkPolicy/callers-to-gateway-ingress", o => o["spec"]!["policyTypes"]!.AsArray().Add("Egress"))));
    }

    private static HashSet<string> Edges(string example) => Edges(Chart.Objects(example));

    private static HashSet<string> Edges(IEnumerable<JsonNode> objects) => [.. objects.OfKind("NetworkPolicy").Select(p => Regex.Replace(p.Name(), "-(in|e)gress$", "")).Where(n => n != "default-deny")];

    private static IEnumerable<string> Broken(IReadOnlyList<JsonNode> objects)
    {
        var policies = objects.OfKind("NetworkPolicy").Where(p => p.Name() != "default-deny").ToDictionary(p => p.Name());
        if (!objects.Any(o => o.Called() == "NetworkPolicy/default-deny" && o.At("spec", "podSelector") is JsonObject { Count: 0 } && o.Items("spec", "policyTypes").Count() == 2 && o["spec"]!["ingress"] is null && o["spec"]!["egress"] is null)) yield return "nobody denies what is not named";
        foreach (var (name, policy) in policies)
        {
            var (direction, other) = name.EndsWith("-egress", StringComparison.Ordinal) ? ("egress", "ingress") : ("ingress", "egress");
            if (policy.Items("spec", "policyTypes").Count() != 1) yield return $"{policy.Called()} is two directions";
            var rule = policy.Items("spec", direction).Single();
            var ends = rule.Items(direction == "egress" ? "to" : "from").ToList();
            if (ends.Count == 0) { yield return $"{policy.Called()} lets everybody in"; continue; }
            if (!Ports(rule).Any()) { yield return $"{policy.Called()} opens every port"; continue; }
            // Only callers may be the whole world, and nobody of ours may ask a cloud what it tells its own machines.
            foreach (var end in ends)
            {
                if (direction == "egress" && Wide(end) is { } wide) yield return $"{policy.Called()} leads to {wide}";
                if (direction == "ingress" && !name.StartsWith("callers-to-", StringComparison.Ordinal) && (end.Text("ipBlock", "cidr")?.EndsWith("/0", StringComparison.Ordinal) == true || Wide(end) == "every namespace")) yield return $"{policy.Called()} lets the world in";
            }
            if (!ends.All(e => e["podSelector"] is not null && e["namespaceSelector"] is null)) continue;
            if (Component(ends[0]["podSelector"]) is { } target && direction == "egress" && Served(objects, target) is { Count: > 0 } served)
                foreach (var port in Ports(rule).Except(served)) yield return $"{policy.Called()} opens {port}, which {target} does not serve";
            if (!policies.TryGetValue(Regex.Replace(name, "-(in|e)gress$", $"-{other}"), out var opposite)) yield return $"{policy.Called()} has no other end";
            else if (direction == "egress" && !Ports(rule).SequenceEqual(Ports(opposite.Items("spec", other).Single()))) yield return $"{policy.Called()} and its other end open different ports";
        }
        foreach (var map in objects.OfKind("ConfigMap"))
        {
            foreach (var (_, value) in map.Entries("data"))
            {
                if (Inside().Match(value!.ToString()) is not { Success: true } address || objects.FirstOrDefault(o => o.Called() == $"Service/{address.Groups["host"].Value}") is not { } service) continue;
                var (target, port) = (service.Text("spec", "selector", "app.kubernetes.io/component"), address.Groups["port"].Value);
                if (!policies.Values.Any(p => Component(p["spec"]!["podSelector"]) == map.Name() && p.Items("spec", "egress").Any(r => Ports(r).Contains(port) && r.Items("to").Any(t => Component(t["podSelector"]) == target))))
                    yield return $"{map.Name()} is told {value} and may not go there";
                // HTTP/2 keeps one connection: an address of its own would send all calls of a process to one pod. Where there is but one it does no harm.
                if (objects.FirstOrDefault(o => o.Called() == $"Deployment/{target}").Text("spec", "replicas") != "1" && service.Items("spec", "ports").Any(p => p.Text("port") == port && p.Text("appProtocol") == "kubernetes.io/h2c") && service.Text("spec", "clusterIP") != "None")
                    yield return $"{map.Name()} is told {value}, behind which connections are balanced and not calls";
            }
        }
    }

    private static string? Wide(JsonNode end)
    {
        if (end["namespaceSelector"] is JsonObject { Count: 0 }) return "every namespace";
        if (end.Text("ipBlock", "cidr") is not { } cidr) return null;
        static bool Holds(string network) => IPNetwork.Parse(network).Contains(IPAddress.Parse("169.254.169.254"));
        return cidr.EndsWith("/0", StringComparison.Ordinal) || Holds(cidr) && !end.Items("ipBlock", "except").Any(e => Holds(e.ToString())) ? cidr : null;
    }

    private static IEnumerable<string> Ports(JsonNode rule) => rule.Items("ports").Select(p => p["endPort"] is { } last ? $"{p["port"]}-{last}" : p["port"]!.ToString());

    private static string? Component(JsonNode? selector) => selector.Text("matchLabels", "app.kubernetes.io/component");

    private static List<string> Served(IReadOnlyList<JsonNode> objects, string component) =>
        [.. objects.Where(o => o.Called() == $"Deployment/{component}").Pods().SelectMany(p => p.Pod.Containers()).SelectMany(c => c.Items("ports")).Select(p => p["containerPort"]!.ToString())];

    [GeneratedRegex(@"^http://(?<host>[a-z-]+):(?<port>\d+)")]
    private static partial Regex Inside();
}
