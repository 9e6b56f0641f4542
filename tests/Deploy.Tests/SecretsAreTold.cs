using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>Whatever Secret a pod reads is told to the operator before it is needed, and fetched from the store if there is one.</summary>
public sealed partial class SecretsAreTold
{
    // Made in the cluster: by CloudNativePG, by RabbitMQ's operator, by cert-manager.
    private static readonly string[] _made = ["postgres-ca: ca.crt", "rabbitmq-default-user: connection_string", "gateway-tls: tls.crt", "gateway-tls: tls.key"];

    [Theory]
    [InlineData("minimal")]
    [InlineData("external")]
    public void In_the_notes(string example) => Assert.Equal(Read(Chart.Objects(example)), Told(example));

    [Fact]
    public void In_the_notes_of_a_province()
    {
        Assert.Equal([.. Read(Chart.Objects("production")).Except(_made).Concat(["postgres-backup: access-key", "postgres-backup: secret-key"]).Order(StringComparer.Ordinal)], Told("production"));
        Assert.Equal(Told("production"), Chart.Objects("production").OfKind("ExternalSecret").SelectMany(s => s.Items("spec", "data").Select(d => $"{s.Name()}: {d["secretKey"]}")).Order(StringComparer.Ordinal));
    }

    // Without the label CloudNativePG sets a new password only when it happens to look, and pods that have it already are refused.
    [Fact]
    public void The_operator_watches_passwords()
    {
        var watched = Chart.Objects("production").OfKind("ExternalSecret").Where(s => s.Text("spec", "target", "template", "metadata", "labels", "cnpg.io/reload") == "true").Select(s => s.Name()).Order(StringComparer.Ordinal);
        var passwords = Chart.Objects("production").OfKind("Cluster").Single().Items("spec", "managed", "roles").Select(r => r.Text("passwordSecret", "name")).OfType<string>().Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(passwords);
        Assert.Equal(passwords, watched);
    }

    [Fact]
    public void A_further_one_is_noticed()
    {
        var more = Chart.Objects("minimal").Damaged("Deployment/grid", o => o.At("spec", "template", "spec")!["containers"]![0]!["env"]!.AsArray()
            .Add(JsonNode.Parse("""{"name": "X", "valueFrom": {"secretKeyRef": {"name": "forgotten", "key": "x"}}}""")));
        Assert.Equal(["forgotten: x"], Read(more).Except(Told("minimal")));
    }

    private static IEnumerable<string> Told(string example) =>
        Line().Matches(Chart.Notes(example)).SelectMany(m => m.Groups[2].Value.Split(", ").Select(k => $"{m.Groups[1].Value}: {k}")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Read(IReadOnlyList<JsonNode> objects) =>
    [
        .. objects.Pods().SelectMany(p => p.Pod.Containers()).SelectMany(c => c.Items("env")).Select(v => v.At("valueFrom", "secretKeyRef")).OfType<JsonNode>().Select(r => $"{r["name"]}: {r["key"]}")
            .Concat(objects.Pods().SelectMany(p => p.Pod.Items("volumes")).Select(v => v["secret"]).OfType<JsonNode>()
                .SelectMany(s => (s["items"] is null ? ["tls.crt", "tls.key"] : s.Items("items").Select(i => i.Text("key")!)).Select(k => $"{s["secretName"]}: {k}")))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^ {15}([a-z-]+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
