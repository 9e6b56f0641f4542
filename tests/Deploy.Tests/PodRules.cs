using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>
/// Pod Security Standards, profile "restricted" (with all of "baseline"), and what the NSA/CISA Kubernetes Hardening Guide asks of workloads, as far as a chart decides it.
/// Each rule gives a sentence for everything that breaks it.
/// </summary>
internal static partial class PodRules
{
    private static readonly string[] _volumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    // Whatever else a template makes one day, somebody must first have thought about what it may do to a cluster.
    private static readonly string[] _kinds =
    [
        "Certificate", "Cluster", "ConfigMap", "Database", "Deployment", "ExternalSecret", "HorizontalPodAutoscaler", "Ingress", "Job", "LimitRange", "NetworkPolicy", "ObjectStore", "PodDisruptionBudget", "PodMonitor", "PrometheusRule",
        "RabbitmqCluster", "ResourceQuota", "ScaledObject", "ScheduledBackup", "Service", "ServiceAccount", "ServiceMonitor", "TLSRoute",
    ];

    public static IEnumerable<string> Broken(IReadOnlyList<JsonNode> objects) =>
    [
        .. objects.Pods().SelectMany(p => OfPod(p.Owner, p.Pod).Select(r => $"{p.Owner.Called()}: {r}")),
        .. objects.SelectMany(OfObject),
        // Rights, once there are any, would be both's.
        .. objects.OfKind("Deployment").GroupBy(d => d.At("spec", "template", "spec").Text("serviceAccountName")).Where(g => g.Count() > 1).Select(g => $"{string.Join(" and ", g.Select(d => d.Called()))}: share the account {g.Key}"),
    ];

    private static IEnumerable<string> OfPod(JsonNode owner, JsonNode pod)
    {
        foreach (var host in new[] { "hostNetwork", "hostPID", "hostIPC" }) if (pod.Text(host) == "true") yield return $"shares the node ({host})";
        foreach (var volume in pod.Items("volumes"))
        {
            var kind = volume.Entries().Select(e => e.Key).SingleOrDefault(k => k != "name");
            if (kind is null || !_volumes.Contains(kind)) yield return $"volume {volume["name"]} is a {kind}";
            if (kind is "emptyDir" && volume.Text("emptyDir", "sizeLimit") is null) yield return $"volume {volume["name"]} may fill the node";
            if (volume.Items("projected", "sources").Any(s => s["serviceAccountToken"] is not null)) yield return $"volume {volume["name"]} holds a token of the API server";
        }
        if (pod.Items("securityContext", "sysctls").Any()) yield return "sets sysctls";
        if (pod.Text("securityContext", "fsGroup") is "0" || pod.Items("securityContext", "supplementalGroups").Any(g => g.ToString() == "0")) yield return "belongs to the group of root";
        if (pod.Text("shareProcessNamespace") == "true") yield return "shows its processes to its other containers";
        if (pod.Text("automountServiceAccountToken") != "false") yield return "is given a token of the API server";
        if (pod.Text("serviceAccountName") is null or "default") yield return "runs as the default service account";
        if (pod.Text("enableServiceLinks") != "false") yield return "is told every service of the namespace";
        if (!pod.Containers().Any()) yield return "has no container";
        foreach (var container in pod.Containers()) foreach (var rule in OfContainer(owner, pod, container)) yield return $"{container["name"]} {rule}";
    }

    private static IEnumerable<string> OfContainer(JsonNode owner, JsonNode pod, JsonNode container)
    {
        var own = container["securityContext"];
        string? Either(params string[] path) => own.Text(path) ?? pod["securityContext"].Text(path);
        if (own.Text("privileged") == "true") yield return "is privileged";
        if (own.Text("allowPrivilegeEscalation") != "false") yield return "may gain privileges";
        if (!own.Items("capabilities", "drop").Any(c => c.ToString() == "ALL")) yield return "keeps capabilities";
        foreach (var added in own.Items("capabilities", "add").Where(c => c.ToString() != "NET_BIND_SERVICE")) yield return $"adds the capability {added}";
        if (own.Text("runAsNonRoot") != "true") yield return "may run as root";
        if (Either("runAsUser") is null or "0") yield return "runs as user 0";
        if (Either("runAsGroup") is null or "0") yield return "runs in the group of root";
        if (Either("seccompProfile", "type") is not ("RuntimeDefault" or "Localhost")) yield return "has no seccomp profile";
        if (own.Text("procMount") is not (null or "Default")) yield return "unmasks /proc";
        if (Either("appArmorProfile", "type") is not (null or "RuntimeDefault" or "Localhost")) yield return "has no AppArmor profile";
        if (Either("seLinuxOptions", "user") is not null || Either("seLinuxOptions", "role") is not null) yield return "sets SELinux user or role";
        if (Either("windowsOptions", "hostProcess") == "true") yield return "is a host process";
        if (own.Text("readOnlyRootFilesystem") != "true") yield return "may write to its image";
        foreach (var port in container.Items("ports").Where(p => p["hostPort"] is not null)) yield return $"takes port {port["hostPort"]} of the node";
        foreach (var (of, amount) in new[] { ("requests", "cpu"), ("requests", "memory"), ("limits", "cpu"), ("limits", "memory") })
            if (container.Text("resources", of, amount) is null) yield return $"has no {of} of {amount}";
        if (!Pinned().IsMatch(container.Text("image") ?? "")) yield return $"runs {container["image"]}, which may change, or comes from anywhere";
        foreach (var mount in container.Items("volumeMounts").Where(m => m["subPath"] is not null || m["subPathExpr"] is not null)) yield return $"mounts a part of {mount["name"]}, which a link may lead out of (CVE-2021-25741)";
        foreach (var from in container.Items("envFrom").Where(f => f["secretRef"] is not null)) yield return $"takes the whole Secret {from.Text("secretRef", "name")}, also what it does not need";
        foreach (var variable in container.Items("env").Where(v => v.Text("value") is { } value && HoldsSecret(value))) yield return $"is told a secret in {variable["name"]}";
        string[] probes = ["startupProbe", "readinessProbe", "livenessProbe"];
        foreach (var asked in probes.Select(p => container[p]).Append(container.At("lifecycle", "preStop")).Append(container.At("lifecycle", "postStart")))
            if ((asked.Text("httpGet", "host") ?? asked.Text("tcpSocket", "host")) is { } host) yield return $"makes the node ask {host}";
        if (owner.Kind() == "Job") yield break;
        foreach (var probe in probes) if (container[probe] is null) yield return $"has no {probe}";
    }

    private static IEnumerable<string> OfObject(JsonNode o)
    {
        if (!_kinds.Contains(o.Kind()) && o.Kind() is not ("Secret" or "ClusterRole" or "ClusterRoleBinding" or "Role" or "RoleBinding")) yield return $"{o.Called()}: no rule knows this kind";
        if (o.Text("metadata", "namespace") is { } place) yield return $"{o.Called()}: goes into {place}, whatever namespace the operator has chosen";
        if (o.Kind() is "Secret") yield return $"{o.Called()}: a secret stands in the release";
        if (o.Kind() is "ConfigMap")
            foreach (var (key, _) in o.Entries("data").Where(d => HoldsSecret(d.Value?.ToString() ?? ""))) yield return $"{o.Called()}: {key} holds a secret";
        if (o.Kind() is "ClusterRole" or "ClusterRoleBinding" or "Role" or "RoleBinding") yield return $"{o.Called()}: nothing of ours asks the API server";
        if (o.Kind() is "ServiceAccount" && o.Text("automountServiceAccountToken") != "false") yield return $"{o.Called()}: gives its token to every pod";
        if (o.Kind() is "Service" && (o.Text("spec", "type") is "NodePort" || o.Text("spec", "type") is "LoadBalancer" && o.Name() != "gateway")) yield return $"{o.Called()}: a second way in";
        if (o.Kind() is "Service" && (o.Text("spec", "type") is "ExternalName" || o.Items("spec", "externalIPs").Any())) yield return $"{o.Called()}: leads traffic elsewhere";
        foreach (var port in o.Kind() is "Service" ? o.Items("spec", "ports").Where(p => p["nodePort"] is not null) : []) yield return $"{o.Called()}: opens port {port["nodePort"]} on every node";
        if (o.Kind() is "Ingress")
        {
            foreach (var (key, _) in o.Entries("metadata", "annotations").Where(a => a.Key.Contains("snippet", StringComparison.Ordinal))) yield return $"{o.Called()}: {key} writes into the controller's own configuration (CVE-2021-25742)";
            var secure = o.Items("spec", "tls").SelectMany(t => t.Items("hosts")).Select(h => h.ToString()).ToHashSet();
            foreach (var host in o.Items("spec", "rules").Select(r => r.Text("host") ?? "*").Where(h => !secure.Contains(h))) yield return $"{o.Called()}: {host} is reached without TLS";
        }
    }

    // password=… that is not filled in by $(NAME), a private key, or 32 bytes in base64.
    private static bool HoldsSecret(string value) => Password().IsMatch(value) || value.Contains("PRIVATE KEY", StringComparison.Ordinal) || Key().IsMatch(value);

    [GeneratedRegex(@"^[a-z0-9.-]+(:\d+)?/[a-z0-9./_-]+(:(?!latest$)[\w.-]+|(:[\w.-]+)?@sha256:[0-9a-f]{64})$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(password|pwd|secret)\s*=\s*""?(?!\$\()[^;""\s]|://[^/\s:@]+:(?!\$\()[^@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"^[A-Za-z0-9+/]{43}=$")]
    private static partial Regex Key();
}
