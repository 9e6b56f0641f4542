using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>An alert asks for metrics that exist, and whoever it wakes finds a runbook.</summary>
public sealed partial class AlertsAreTrue(EmittedMetrics emitted) : IClassFixture<EmittedMetrics>
{
    // Others' exporters: kube-state-metrics, kubelet, cert-manager, CloudNativePG 1.30 with its Barman Cloud plugin, RabbitMQ's Prometheus plugin.
    private static readonly string[] _others =
    [
        "kube_deployment_status_replicas_unavailable", "kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes", "certmanager_certificate_expiration_timestamp_seconds",
        "cnpg_collector_up", "cnpg_pg_replication_lag", "cnpg_backends_max_tx_duration_seconds", "cnpg_collector_pg_wal_archive_status", "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp",
        "rabbitmq_build_info", "rabbitmq_alarms_memory_used_watermark", "rabbitmq_alarms_free_disk_space_watermark", "rabbitmq_detailed_queue_messages",
    ];

    private static readonly string[] _headings = ["# ", "## Meaning", "## Impact", "## Diagnosis", "## Mitigation"];
    private static readonly string _runbooks = Path.Combine(Chart.Root, "deploy", "runbooks");

    [Fact]
    public void In_what_they_ask_for()
    {
        var alerts = Alerts();
        Assert.InRange(alerts.Count, 20, 200);
        Chart.Hold(alerts.SelectMany(a => Unknown(a.Text("alert")!, a.Text("expr")!)));
    }

    [Fact]
    public void And_so_are_dashboards()
    {
        var panels = Panels().ToList();
        Assert.InRange(panels.Count, 20, 500);
        Chart.Hold(panels.SelectMany(p => Unknown(p.Board, p.Expression)));
    }

    // By HTTP a call of gRPC never fails: the objective, and what is drawn of it, must count both.
    [Fact]
    public void A_call_that_fails_by_gRPC_counts_as_well()
    {
        var ratios = Alerts().Where(a => a.Text("alert") == "GovernanceErrorBudgetBurn").Select(a => (a.Text("labels", "severity")!, a.Text("expr")!))
            .Concat(Panels().GroupBy(p => p.Board, p => p.Expression).Select(p => (p.Key, string.Join('\n', p))).Where(p => p.Item2.Contains("5..", StringComparison.Ordinal))).ToList();
        Assert.Equal(["critical", "warning", "Governance: appeals: Share of appeals' calls that failed", "Governance: calls: Failed calls at the gateway, by route", "Governance: calls: Failed calls in services, by method",
            "Governance: calls: Share of failed calls at the gateway"], ratios.Select(r => r.Item1).OrderBy(r => r, StringComparer.Ordinal).OrderBy(r => r.StartsWith('G')));
        // What is counted as done was done by gRPC as well.
        Assert.All(Panels(), p => Assert.Equal(Count(p.Expression, "http_response_status_code=\"200\""), Count(p.Expression, "http_response_status_code=\"200\",rpc_grpc_status_code=~\"0|\"")));
        Assert.InRange(Panels().Sum(p => Count(p.Expression, "rpc_grpc_status_code=~\"0|\"")), 7, 100);
        Assert.All(ratios, r => Assert.Equal((Count(r.Item2, "http_response_status_code=~\"5..\""), true), (Count(r.Item2, "rpc_grpc_status_code=~\"2|4|13|14|15\""), Count(r.Item2, "rpc_grpc_status_code") > 0)));
        // What the gateway and the services put beside their durations is what is asked for.
        foreach (var folder in (string[])["gateway/Refusals", "services/Foundation/Hosting"])
            Assert.Equal("rpc_grpc_status_code", Regex.Match(File.ReadAllText(Path.Combine(Chart.Root, folder, "TellStatus.cs")), "Tags[?]?[.]Add\\(new\\(\"([a-z._]+)\"").Groups[1].Value.Replace('.', '_'));

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }

    // Both ways to call a method are one step: its name, and the path of its annotation.
    [Fact]
    public void And_appeals_are_counted_by_methods_that_exist()
    {
        var proto = File.ReadAllText(Path.Combine(Chart.Root, "contracts", "proto", "governance", "grid", "v1", "calls_service.proto"));
        var asked = Panels().Where(p => p.Board.StartsWith("Governance: appeals", StringComparison.Ordinal)).SelectMany(p => Methods().Matches(p.Expression)).ToList();
        Assert.Equal(["AcceptCall", "CloseCall", "EscalateCall", "OpenCall", "ResolveCall"], asked.Select(m => m.Groups["method"].Value).Distinct().Order(StringComparer.Ordinal));
        Chart.Hold(asked.SelectMany(m => Strange(m, proto)).Distinct());
        Assert.Equal(["no AcceptsCall at /grid/v1/calls/{id}:accept"], Strange(Methods().Match("""x{http_route=~"/governance[.]grid[.]v1[.]Calls/AcceptsCall|/grid/v1/calls/[^/]*:accept"}"""), proto));
        Assert.Equal(["no AcceptCall at /grid/v1/calls/{id}:accepts"], Strange(Methods().Match("""x{http_route=~"/governance[.]grid[.]v1[.]Calls/AcceptCall|/grid/v1/calls/[^/]*:accepts"}"""), proto));
    }

    private static IEnumerable<string> Strange(Match asked, string proto)
    {
        var (method, path) = (asked.Groups["method"].Value, asked.Groups["path"].Value.Replace("[^/]*", "{id}", StringComparison.Ordinal));
        var body = proto.Split("  rpc ").FirstOrDefault(r => r.StartsWith($"{method}(", StringComparison.Ordinal));
        if (body?.Contains($"post: \"{path}\"", StringComparison.Ordinal) != true) yield return $"no {method} at {path}";
    }

    [Fact]
    public void A_metric_that_nobody_emits_is_noticed()
    {
        Assert.Equal(["A asks for governance_relay_lags_seconds, which nobody emits"], Unknown("A", "max by (service_name) (governance_relay_lags_seconds{service_name=\"grid\"}) > 60"));
        Assert.Equal(["A asks for http_server_request_duration_seconds, which nobody emits"], Unknown("A", "rate(http_server_request_duration_seconds[5m]) unless on (x) governance_relay_outage_ratio"));
        Assert.Equal(["governance_relay_lag_seconds"], EmittedMetrics.InPrometheus("governance.relay.lag", "s", "ObservableGauge`1"));
        Assert.Equal(["governance_relay_outage_ratio"], EmittedMetrics.InPrometheus("governance.relay.outage", "1", "ObservableGauge`1"));
        Assert.Equal(["governance_relay_published_total"], EmittedMetrics.InPrometheus("governance.relay.published", "{event}", "Counter`1"));
        Assert.Contains("governance_relay_outage_ratio", emitted.Names);
        Assert.InRange(emitted.Names.Count, 60, 1000);
    }

    [Fact]
    public void Each_has_its_runbook()
    {
        var pages = Directory.EnumerateFiles(_runbooks, "*.md").ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);
        var alerts = Alerts();
        Chart.Hold(Missing([.. alerts.Select(a => a.Text("alert")!).Distinct()], pages));
        Chart.Hold(alerts.Where(a => a.Text("annotations", "runbook_url")?.EndsWith($"/{a.Text("alert")}.md", StringComparison.Ordinal) != true || a.Text("labels", "severity") is not ("critical" or "warning") || a.Text("annotations", "summary") is null)
            .Select(a => $"{a.Text("alert")} does not say how bad it is, what it is, or where to read on"));
        Assert.Equal(["B has no runbook", "A: no ## Impact", "C is no alert's runbook"], Missing(["A", "B"], new() { ["A"] = "# A\n## Meaning\n## Diagnosis\n## Mitigation\n", ["C"] = "" }));
    }

    [Fact]
    public void None_waits_for_what_is_not_installed()
    {
        string[] Of(string example) => [.. Chart.Objects(example).OfKind("PrometheusRule").SelectMany(r => r.Items("spec", "groups")).SelectMany(g => g.Items("rules")).Select(r => r.Text("alert")!).Distinct()];
        Assert.Empty(Of("minimal"));
        Assert.DoesNotContain(Of("external"), a => a.StartsWith("GovernancePostgres", StringComparison.Ordinal) || a.StartsWith("GovernanceBroker", StringComparison.Ordinal) || a == "GovernanceCertificateExpiring");
        Assert.Contains("GovernanceCertificateExpiring", Of("production"));
        Assert.Contains("GovernancePostgresBackupOld", Of("production"));
    }

    private static List<JsonNode> Alerts() => [.. Chart.Objects("production").OfKind("PrometheusRule").SelectMany(r => r.Items("spec", "groups")).SelectMany(g => g.Items("rules"))];

    private static IEnumerable<(string Board, string Expression)> Panels() =>
        from file in Directory.EnumerateFiles(Path.Combine(Chart.Source, "dashboards"), "*.json")
        let board = JsonNode.Parse(File.ReadAllText(file))!
        from panel in board.Items("panels")
        from target in panel.Items("targets")
        select ($"{board["title"]}: {panel["title"]}", target.Text("expr")!);

    // What stands before { [ or an operator and is not a function, a label or a word of PromQL.
    private IEnumerable<string> Unknown(string who, string expression)
    {
        var bare = Grouping().Replace(Braces().Replace(expression, " "), " ");
        return Word().Matches(bare).Select(m => m.Value).Distinct().Where(w => w.Contains('_') && !Functions.Contains(w) && !emitted.Names.Contains(w) && !_others.Contains(w)).Select(w => $"{who} asks for {w}, which nobody emits");
    }

    private static readonly HashSet<string> Functions = ["histogram_quantile", "predict_linear", "group_left", "__rate_interval"];

    private static IEnumerable<string> Missing(IReadOnlyList<string> alerts, Dictionary<string, string> pages) =>
    [
        .. alerts.Where(a => !pages.ContainsKey(a)).Select(a => $"{a} has no runbook"),
        .. alerts.Where(pages.ContainsKey).SelectMany(a => _headings.Where(h => !pages[a].Split('\n').Any(l => h == "# " ? l == $"# {a}" : l == h)).Select(h => $"{a}: no {h}")),
        .. pages.Keys.Except(alerts).Except(["README"]).Select(p => $"{p} is no alert's runbook"),
    ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\b(by|on|without|ignoring)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"Calls/(?<method>[A-Za-z]+)\|(?<path>[^""]+)""")]
    private static partial Regex Methods();

    [GeneratedRegex(@"[A-Za-z_:][A-Za-z0-9_:]*")]
    private static partial Regex Word();
}
