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
        ["ServiceAccount/grid: gives its token to every pod"] = ("ServiceAccount/grid", o => o["automountServiceAccountToken"] = true),
        ["Service/grid: a second way in"] = ("Service/grid", o => o["spec"]!["type"] = "LoadBalancer"),
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
    public void Otherwise_it_is_noticed(string says) => Assert.Contains(says, PodRules.Broken(Chart.Objects("production").Damaged(_damages[says].Object, _damages[says].Damage)));

    private static JsonNode Pod(JsonNode owner) => owner.At("spec", "template", "spec")!;

    private static JsonNode Container(JsonNode owner) => Pod(owner)["containers"]![0]!;

    private static JsonNode Security(JsonNode owner) => Container(owner)["securityContext"]!;
}
