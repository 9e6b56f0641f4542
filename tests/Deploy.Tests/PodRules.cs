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

    public static IEnumerable<string> Broken(IReadOnlyList<JsonNode> objects) => [.. objects.Pods().SelectMany(p => OfPod(p.Owner, p.Pod).Select(r => $"{p.Owner.Called()}: {r}")), .. objects.SelectMany(OfObject)];

    private static IEnumerable<string> OfPod(JsonNode owner, JsonNode pod)
    {
        foreach (var host in new[] { "hostNetwork", "hostPID", "hostIPC" }) if (pod.Text(host) == "true") yield return $"shares the node ({host})";
        foreach (var volume in pod.Items("volumes"))
        {
            var kind = volume.Entries().Select(e => e.Key).SingleOrDefault(k => k != "name");
            if (kind is null || !_volumes.Contains(kind)) yield return $"volume {volume["name"]} is a {kind}";
        }
        if (pod.Items("securityContext", "sysctls").Any()) yield return "sets sysctls";
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
        foreach (var variable in container.Items("env").Where(v => v.Text("value") is { } value && HoldsSecret(value))) yield return $"is told a secret in {variable["name"]}";
        if (owner.Kind() == "Job") yield break;
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }) if (container[probe] is null) yield return $"has no {probe}";
    }

    private static IEnumerable<string> OfObject(JsonNode o)
    {
        if (o.Kind() is "Secret") yield return $"{o.Called()}: a secret stands in the release";
        if (o.Kind() is "ConfigMap")
            foreach (var (key, _) in o.Entries("data").Where(d => HoldsSecret(d.Value?.ToString() ?? ""))) yield return $"{o.Called()}: {key} holds a secret";
        if (o.Kind() is "ClusterRole" or "ClusterRoleBinding" or "Role" or "RoleBinding") yield return $"{o.Called()}: nothing of ours asks the API server";
        if (o.Kind() is "ServiceAccount" && o.Text("automountServiceAccountToken") != "false") yield return $"{o.Called()}: gives its token to every pod";
        if (o.Kind() is "Service" && (o.Text("spec", "type") is "NodePort" || o.Text("spec", "type") is "LoadBalancer" && o.Name() != "gateway")) yield return $"{o.Called()}: a second way in";
    }

    // password=… that is not filled in by $(NAME), a private key, or 32 bytes in base64.
    private static bool HoldsSecret(string value) => Password().IsMatch(value) || value.Contains("PRIVATE KEY", StringComparison.Ordinal) || Key().IsMatch(value);

    [GeneratedRegex(@"^[a-z0-9.-]+(:\d+)?/[a-z0-9./_-]+(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(password|pwd|secret)\s*=\s*""?(?!\$\()[^;""\s]|://[^/\s:@]+:(?!\$\()[^@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"^[A-Za-z0-9+/]{43}=$")]
    private static partial Regex Key();
}
