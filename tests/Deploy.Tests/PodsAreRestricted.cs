using System.Text.Json.Nodes;

namespace Governance.DeployTests;

/// <summary>Every pod keeps to Pod Security "restricted" and to the hardening guide of NSA and CISA.</summary>
public sealed class PodsAreRestricted
{
    private static readonly Dictionary<string, (string Object, Action<JsonNode> Damage)> _damages = new()
    {
        ["Deployment/grid: shares the node (hostNetwork)"] = ("Deployment/grid", o => Pod(o)["hostNetwork"] = true),
        ["Deployment/grid: shares the node (hostPID)"] = ("Deployment/grid", o => Pod(o)["hostPID"] = true),
        ["Deployment/grid: shares the node (hostIPC)"] = ("Deployment/grid", o => Pod(o)["hostIPC"] = true),
        ["Deployment/grid: volume host is a hostPath"] = ("Deployment/grid", o => Pod(o)["volumes"]!.AsArray().Add(JsonNode.Parse("""{"name": "host", "hostPath": {"path": "/"}}"""))),
        ["Deployment/grid: volume tmp may fill the node"] = ("Deployment/grid", o => Volume(o, "tmp")["emptyDir"] = new JsonObject()),
        ["Deployment/grid: volume tmp holds a token of the API server"] = ("Deployment/grid", o => Volume(o, "tmp").ReplaceWith(JsonNode.Parse("""{"name": "tmp", "projected": {"sources": [{"serviceAccountToken": {"path": "token"}}]}}"""))),
        ["Deployment/grid: belongs to the group of root"] = ("Deployment/grid", o => Pod(o)["securityContext"]!["supplementalGroups"] = new JsonArray(0)),
        ["Deployment/grid: shows its processes to its other containers"] = ("Deployment/grid", o => Pod(o)["shareProcessNamespace"] = true),
        ["Deployment/grid: sets sysctls"] = ("Deployment/grid", o => Pod(o)["securityContext"]!["sysctls"] = JsonNode.Parse("""[{"name": "kernel.msgmax", "value": "1"}]""")),
        ["Deployment/grid: is given a token of the API server"] = ("Deployment/grid", o => Pod(o).AsObject().Remove("automountServiceAccountToken")),
        ["Deployment/grid: runs as the default service account"] = ("Deployment/grid", o => Pod(o).AsObject().Remove("serviceAccountName")),
        ["Deployment/grid: is told every service of the namespace"] = ("Deployment/grid", o => Pod(o).AsObject().Remove("enableServiceLinks")),
        ["Job/grid-migrate: has no container"] = ("Job/grid-migrate", o => Pod(o)["containers"] = new JsonArray()),
        ["Job/grid-migrate: migrate is privileged"] = ("Job/grid-migrate", o => Security(o)["privileged"] = true),
        ["Deployment/grid: grid may gain privileges"] = ("Deployment/grid", o => Security(o).AsObject().Remove("allowPrivilegeEscalation")),
        ["Deployment/grid: grid keeps capabilities"] = ("Deployment/grid", o => Security(o).AsObject().Remove("capabilities")),
        ["Deployment/grid: grid adds the capability SYS_ADMIN"] = ("Deployment/grid", o => Security(o)["capabilities"]!["add"] = new JsonArray("SYS_ADMIN")),
        ["Deployment/grid: grid may run as root"] = ("Deployment/grid", o => Security(o).AsObject().Remove("runAsNonRoot")),
        ["Deployment/grid: grid runs as user 0"] = ("Deployment/grid", o => Security(o)["runAsUser"] = 0),
        ["Deployment/grid: grid runs in the group of root"] = ("Deployment/grid", o => Pod(o)["securityContext"]!.AsObject().Remove("runAsGroup")),
        ["Deployment/grid: grid mounts a part of tmp, which a link may lead out of (CVE-2021-25741)"] = ("Deployment/grid", o => Container(o)["volumeMounts"]!.AsArray().Single(m => m.Text("name") == "tmp")!["subPath"] = "x"),
        ["Deployment/grid: grid takes the whole Secret redis, also what it does not need"] = ("Deployment/grid", o => Container(o)["envFrom"]!.AsArray().Add(JsonNode.Parse("""{"secretRef": {"name": "redis"}}"""))),
        ["Deployment/grid: grid makes the node ask 169.254.169.254"] = ("Deployment/grid", o => Container(o)["livenessProbe"]!["httpGet"]!["host"] = "169.254.169.254"),
        ["Deployment/grid and Deployment/party: share the account party"] = ("Deployment/grid", o => Pod(o)["serviceAccountName"] = "party"),
        ["Deployment/grid: grid has no seccomp profile"] = ("Deployment/grid", o => Security(o)["seccompProfile"]!["type"] = "Unconfined"),
        ["Deployment/grid: grid unmasks /proc"] = ("Deployment/grid", o => Security(o)["procMount"] = "Unmasked"),
        ["Deployment/grid: grid has no AppArmor profile"] = ("Deployment/grid", o => Security(o)["appArmorProfile"] = new JsonObject { ["type"] = "Unconfined" }),
        ["Deployment/grid: grid sets SELinux user or role"] = ("Deployment/grid", o => Security(o)["seLinuxOptions"] = new JsonObject { ["user"] = "root" }),
        ["Deployment/grid: grid is a host process"] = ("Deployment/grid", o => Security(o)["windowsOptions"] = new JsonObject { ["hostProcess"] = true }),
        ["Deployment/grid: grid may write to its image"] = ("Deployment/grid", o => Security(o)["readOnlyRootFilesystem"] = false),
        ["Deployment/grid: grid takes port 80 of the node"] = ("Deployment/grid", o => Container(o)["ports"]![0]!["hostPort"] = 80),
        ["Deployment/grid: grid has no limits of memory"] = ("Deployment/grid", o => Container(o)["resources"]!["limits"]!.AsObject().Remove("memory")),
        ["Deployment/grid: grid has no requests of cpu"] = ("Deployment/grid", o => Container(o)["resources"]!.AsObject().Remove("requests")),
        ["Deployment/grid: grid runs registry.example.cn/grid:latest, which may change, or comes from anywhere"] = ("Deployment/grid", o => Container(o)["image"] = "registry.example.cn/grid:latest"),
        ["Deployment/grid: grid runs grid:1, which may change, or comes from anywhere"] = ("Deployment/grid", o => Container(o)["image"] = "grid:1"),
        ["Deployment/grid: grid is told a secret in X"] = ("Deployment/grid", o => Container(o)["env"]!.AsArray().Add(JsonNode.Parse("""{"name": "X", "value": "Host=a;Password=hunter2"}"""))),
        ["Deployment/grid: grid is told a secret in Y"] = ("Deployment/grid", o => Container(o)["env"]!.AsArray().Add(JsonNode.Parse("""{"name": "Y", "value": "amqp://a:hunter2@b"}"""))),
        ["Deployment/grid: grid has no readinessProbe"] = ("Deployment/grid", o => Container(o).AsObject().Remove("readinessProbe")),
        ["ConfigMap/grid: Key holds a secret"] = ("ConfigMap/grid", o => o["data"]!["Key"] = Convert.ToBase64String(new byte[32])),
        ["Secret/grid: a secret stands in the release"] = ("ConfigMap/grid", o => o["kind"] = "Secret"),
        ["ClusterRole/grid: nothing of ours asks the API server"] = ("ConfigMap/grid", o => o["kind"] = "ClusterRole"),
        ["RoleBinding/grid: nothing of ours asks the API server"] = ("ConfigMap/grid", o => o["kind"] = "RoleBinding"),
        ["DaemonSet/grid: no rule knows this kind"] = ("ConfigMap/grid", o => o["kind"] = "DaemonSet"),
        ["ConfigMap/grid: goes into kube-system, whatever namespace the operator has chosen"] = ("ConfigMap/grid", o => o["metadata"]!["namespace"] = "kube-system"),
        ["ServiceAccount/grid: gives its token to every pod"] = ("ServiceAccount/grid", o => o["automountServiceAccountToken"] = true),
        ["Service/grid: a second way in"] = ("Service/grid", o => o["spec"]!["type"] = "LoadBalancer"),
        ["Service/gateway: a second way in"] = ("Service/gateway", o => o["spec"]!["type"] = "NodePort"),
        ["Service/gateway: opens port 30443 on every node"] = ("Service/gateway", o => o["spec"]!["ports"]![0]!["nodePort"] = 30443),
        ["Service/grid: leads traffic elsewhere"] = ("Service/grid", o => o["spec"]!["externalIPs"] = new JsonArray("10.0.0.1")),
        ["Ingress/gateway: nginx.ingress.kubernetes.io/server-snippet writes into the controller's own configuration (CVE-2021-25742)"] = ("Ingress/gateway", o => o["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/server-snippet"] = "x"),
        ["Ingress/gateway: governance.example.cn is reached without TLS"] = ("Ingress/gateway", o => o["spec"]!.AsObject().Remove("tls")),
    };

    public static TheoryData<string> Damages => [.. _damages.Keys];

    public static TheoryData<string> Examples => [.. Chart.Examples];

    [Theory, MemberData(nameof(Examples))]
    public void In_every_example(string example)
    {
        var objects = Chart.Objects(example);
        Assert.InRange(objects.Pods().Count(), 9, 500);
        Chart.Hold(PodRules.Broken(objects));
    }

    [Theory, MemberData(nameof(Damages))]
    public void Otherwise_it_is_noticed(string says) => Assert.Contains(says, PodRules.Broken(Chart.Objects(says.StartsWith("Ingress", StringComparison.Ordinal) ? "external" : "production").Damaged(_damages[says].Object, _damages[says].Damage)));

    /// <summary>An image may be named by what is in it: whoever moves the tag then moves nothing.</summary>
    [Fact]
    public void A_digest_pins_an_image()
    {
        var digest = $"sha256:{new string('a', 64)}";
        var objects = Yaml.Read(Chart.Template("minimal", "platform", $"image.digests.grid={digest}", "image.digestsOf=0.1.0"));
        Assert.Equal([$"registry.example.cn/governance/grid:0.1.0@{digest}"], objects.Pods().SelectMany(p => p.Pod.Containers()).Select(c => c.Text("image")!).Where(i => i.Contains("/grid:", StringComparison.Ordinal)).Distinct());
        Chart.Hold(PodRules.Broken(objects));
    }

    /// <summary>Values end in a ConfigMap, in Helm's release and in somebody's repository: no place for a secret.</summary>
    [Theory]
    [InlineData("components.grid.env.ConnectionStrings__grid=Host=a")]
    [InlineData("components.grid.env.Protection__LookupKey=x")]
    [InlineData("components.grid.env.Protection__Keys__k1=x")]
    [InlineData("components.identity.env.Identity__KeyEncryptionKey=x")]
    [InlineData("components.grid.env.Peers__ClientSecret=x")]
    [InlineData("components.grid.env.X=Host=a;Password=b")]
    [InlineData("components.grid.env.X=amqp://a:b@c")]
    [InlineData("defaults.env.Some__Password=x")]
    [InlineData("postgres.options=Password=x")]
    [InlineData("redis.options=password=x")]
    public void A_secret_among_the_values_is_refused(string set) =>
        Assert.Contains("values don't meet the specifications of the schema", Assert.Throws<InvalidOperationException>(() => Chart.Template("minimal", "platform", set)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_notes_say_what_the_namespace_should_enforce() => Assert.Contains("pod-security.kubernetes.io/enforce=restricted", Chart.Notes("minimal"), StringComparison.Ordinal);

    /// <summary>The page for auditors names tests; each of them is there.</summary>
    [Fact]
    public void What_the_page_for_auditors_names_is_there()
    {
        var page = File.ReadAllText(Path.Combine(Chart.Root, "deploy", "handbook", "hardening.md"));
        Assert.Empty(Unknown(page));
        Assert.Equal(["PodsAreSafe"], Unknown("| x | y | `PodsAreSafe`, `EdgesAreNamed` | z |"));
    }

    private static IEnumerable<string> Unknown(string page) => page.Split('\n').Select(l => l.Split('|')).Where(c => c.Length == 6).SelectMany(c => c[3].Split('`').Where((_, at) => at % 2 == 1))
        .Where(t => t != "Access" && typeof(PodsAreRestricted).Assembly.GetType($"Governance.DeployTests.{t}") is null).Distinct();

    private static JsonNode Volume(JsonNode owner, string name) => Pod(owner).Items("volumes").Single(v => v.Text("name") == name);

    private static JsonNode Pod(JsonNode owner) => owner.At("spec", "template", "spec")!;

    private static JsonNode Container(JsonNode owner) => Pod(owner)["containers"]![0]!;

    private static JsonNode Security(JsonNode owner) => Container(owner)["securityContext"]!;
}
