using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Governance.DeployTests;

/// <summary>An alert asks for metrics that exist, and whoever it wakes finds a runbook.</summary>
public sealed partial class AlertsAreTrue(EmittedMetrics emitted) : IClassFixture<EmittedMetrics>
{
    // Others' exporters with the labels that they give, and those of the target: kube-state-metrics, kubelet, cert-manager, CloudNativePG 1.30 with its Barman Cloud plugin, RabbitMQ's Prometheus plugin.
    private static readonly Dictionary<string, string> _others = new()
    {
        ["kube_deployment_status_replicas_unavailable"] = "namespace deployment",
        ["kubelet_volume_stats_available_bytes"] = "namespace persistentvolumeclaim",
        ["kubelet_volume_stats_capacity_bytes"] = "namespace persistentvolumeclaim",
        ["certmanager_certificate_expiration_timestamp_seconds"] = "namespace name",
        ["cnpg_collector_up"] = "namespace pod cluster",
        ["cnpg_pg_replication_lag"] = "namespace pod cluster",
        ["cnpg_backends_max_tx_duration_seconds"] = "namespace pod cluster datname usename application_name",
        ["cnpg_collector_pg_wal_archive_status"] = "namespace pod cluster value",
        ["barman_cloud_cloudnative_pg_io_last_available_backup_timestamp"] = "namespace pod cluster",
        ["rabbitmq_build_info"] = "namespace pod",
        ["rabbitmq_alarms_memory_used_watermark"] = "namespace pod",
        ["rabbitmq_alarms_free_disk_space_watermark"] = "namespace pod",
        ["rabbitmq_detailed_queue_messages"] = "namespace pod queue vhost",
    };

    private static readonly string[] _headings = ["# ", "## Meaning", "## Impact", "## Diagnosis", "## Mitigation"];
    private static readonly string _runbooks = Path.Combine(Chart.Root, "deploy", "runbooks");

    [Fact]
    public void In_what_they_ask_for()
    {
        var alerts = Alerts();
        Assert.InRange(alerts.Count, 20, 200);
        Chart.Hold(alerts.SelectMany(a => Unknown(a.Text("alert")!, a.Text("expr")!).Concat(Unlabelled(a.Text("alert")!, a.Text("expr")!, a.Text("annotations", "summary")!))));
    }

    [Fact]
    public void And_so_are_dashboards()
    {
        var panels = Panels().ToList();
        Assert.InRange(panels.Count, 20, 500);
        Chart.Hold(panels.SelectMany(p => Unknown(p.Board, p.Expression).Concat(Unlabelled(p.Board, p.Expression))));
    }

    // Two installations under one Prometheus: each would keep the other's silence from being heard, and both would alarm for one.
    [Fact]
    public void In_one_installation_alone()
    {
        Chart.Hold(Alerts().SelectMany(a => Everywhere(a.Text("alert")!, a.Text("expr")!, "governance")).Concat(Panels().SelectMany(p => Everywhere(p.Board, p.Expression, "$namespace"))));
        Assert.All(Boards(), b => Assert.Contains(b.Items("templating", "list"), v => v.Text("name") == "namespace" && v.Text("query", "query") == "label_values(dotnet_process_cpu_time_seconds_total, k8s_namespace_name)"));
        Assert.Equal(["A asks for governance_relay_lag_seconds of every installation", "A asks for kube_deployment_status_replicas_unavailable of every installation"], Everywhere("A", """
            max(governance_relay_lag_seconds{service_name="grid"}) + max(governance_relay_pending{k8s_namespace_name="governance"}) + kube_deployment_status_replicas_unavailable{k8s_namespace_name="governance"}
            """, "governance"));
        Assert.Equal(["A asks for governance_relay_pending of every installation"], Everywhere("A", "sum by (service_name) (governance_relay_pending) > 1", "governance"));
    }

    // The Cluster that another one was recovered from is kept, and goes on telling how young its own backups are.
    [Fact]
    public void Of_the_cluster_that_serves_alone()
    {
        static IEnumerable<string> Mixed(string alert, string expression) =>
            Selection().Matches(expression).Where(m => Regex.IsMatch(m.Groups["metric"].Value, "^(cnpg|barman)_") && !m.Groups["selector"].Value.Contains("cluster=\"postgres-2\"", StringComparison.Ordinal)).Select(m => $"{alert} asks {m.Groups["metric"].Value} of both clusters");
        var alerts = Alerts(Chart.Recovery()).Where(a => a.Text("alert")!.StartsWith("GovernancePostgres", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, alerts.Count);
        Chart.Hold(alerts.SelectMany(a => Mixed(a.Text("alert")!, a.Text("expr")!)));
        Assert.Equal(["A asks cnpg_pg_replication_lag of both clusters"], Mixed("A", "cnpg_pg_replication_lag{namespace=\"governance\"} + cnpg_collector_up{cluster=\"postgres-2\"}"));
    }

    // Asked by every gateway each second: they would be most of all calls, and all of them fast.
    [Fact]
    public void Probes_are_no_calls()
    {
        Assert.Contains("/plain", emitted.Routes);
        Assert.DoesNotContain(emitted.Routes, r => r.StartsWith("/health", StringComparison.Ordinal));
    }

    /// <summary>What is long by nature is left out, by both ways in which a method is called, and nothing else.</summary>
    [Fact]
    public void Slow_are_calls_that_should_be_fast()
    {
        var routes = Routes().ToList();
        Assert.InRange(routes.Count, 500, 10_000);
        Assert.InRange(routes.Count(r => r.Long), 30, 500);
        foreach (var (who, expression) in Panels().Where(p => p.Board == "Governance: calls: Slowest hundredth by service").Append(("GovernanceSlowCalls", Alerts().Single(a => a.Text("alert") == "GovernanceSlowCalls").Text("expr")!)))
            Chart.Hold(Misjudged(routes, LeftOut().Match(expression).Groups[1].Value).Select(m => $"{who} {m}"));
        var before = Misjudged(routes, ".*/(Watch|Read|Export|Import)[A-Za-z]*").ToList();
        Assert.Contains("counts /grid/v1/calls:watch", before);
        Assert.Contains("counts /governance.volunteers.v1.Batches/BatchRegister", before);
        Assert.Contains("counts /governance.grid.v1.Communities/AssessScales", before);
        Assert.Contains("forgets /grid/v1/calls", Misjudged(routes, ".*"));

        static IEnumerable<string> Misjudged(IEnumerable<(string Path, bool Long)> routes, string leftOut) =>
            from route in routes where Regex.IsMatch(route.Path, $"^(?:{leftOut})$") != route.Long select $"{(route.Long ? "counts" : "forgets")} {route.Path}";
    }

    // Streams of either kind, and imports: their protos say so. By gRPC, and by each of their annotations.
    private static IEnumerable<(string Path, bool Long)> Routes() =>
        from type in typeof(Governance.Grid.V1.OpenCallRequest).Assembly.GetTypes()
        where type.Name.EndsWith("Reflection", StringComparison.Ordinal)
        from service in (type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as FileDescriptor)?.Services ?? []
        from method in service.Methods
        let rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)
        from path in new[] { $"/{service.FullName}/{method.Name}" }.Concat(rule is null ? [] : rule.AdditionalBindings.Prepend(rule).Select(r => r.Get + r.Post + r.Put + r.Patch + r.Delete))
        select (path, method.IsClientStreaming || method.IsServerStreaming || method.Name.StartsWith("Import", StringComparison.Ordinal));

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
        // By the list of services/Foundation/Hosting and not by one of ours.
        Assert.Contains("governance_probe_total", emitted.Names);
        Assert.DoesNotContain("elsewhere_probe_total", emitted.Names);
    }

    [Fact]
    public void A_label_that_nobody_gives_is_noticed()
    {
        Assert.Equal(["A asks http_server_request_duration_seconds_count for http_status, which it does not have"], Unlabelled("A", """rate(http_server_request_duration_seconds_count{http_status=~"5..",http_route!~".*/(Watch|Read)=[a-z]*"}[5m])"""));
        Assert.Equal(["A groups by customer, which nothing in it has"], Unlabelled("A", """sum by (service_name, customer) (increase(governance_consumer_failed_total{k8s_namespace_name="x"}[30m])) + sum by (le) (rate(http_server_request_duration_seconds_bucket[1m]))"""));
        Assert.Equal(["A groups by le, which nothing in it has"], Unlabelled("A", "sum by (le) (rate(http_server_request_duration_seconds_count[1m]))"));
        Assert.Equal(["A tells the label consumer, by which it does not group"], Unlabelled("A", "sum by (service_name) (governance_consumer_failed_total) > 4", "{{ $labels.consumer }} of {{ $labels.service_name }}"));
        Assert.Superset(new HashSet<string> { "service_name", "k8s_namespace_name", "k8s_pod_name", "http_route", "http_response_status_code", "http_request_method", "rpc_grpc_status_code", "le" }, emitted.Labels["http_server_request_duration_seconds_bucket"]);
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

    // PostgreSQL may be elsewhere: RabbitMQ's volumes fill all the same.
    [Fact]
    public void Volumes_are_watched_wherever_there_are_some()
    {
        string[] Of(params string[] sets) => [.. Alerts(Yaml.Read(Chart.Template("scaled", "base", ["telemetry.rules=true", .. sets]))).Select(a => a.Text("alert")!).Distinct()];
        Assert.Contains("GovernanceVolumeFilling", Of());
        Assert.DoesNotContain(Of(), a => a.StartsWith("GovernancePostgres", StringComparison.Ordinal));
        Assert.DoesNotContain("GovernanceVolumeFilling", Of("rabbitmq.mode=external"));
        Assert.Single(Alerts(), a => a.Text("alert") == "GovernanceVolumeFilling");
    }

    private static List<JsonNode> Alerts() => Alerts(Chart.Objects("production"));

    private static List<JsonNode> Alerts(IEnumerable<JsonNode> objects) => [.. objects.OfKind("PrometheusRule").SelectMany(r => r.Items("spec", "groups")).SelectMany(g => g.Items("rules"))];

    private static IEnumerable<JsonNode> Boards() => Directory.EnumerateFiles(Path.Combine(Chart.Source, "dashboards"), "*.json").Select(f => JsonNode.Parse(File.ReadAllText(f))!);

    private static IEnumerable<(string Board, string Expression)> Panels() =>
        from board in Boards()
        from panel in board.Items("panels")
        from target in panel.Items("targets")
        select ($"{board["title"]}: {panel["title"]}", target.Text("expr")!);

    // What stands before { [ or an operator and is not a function, a label or a word of PromQL.
    private IEnumerable<string> Unknown(string who, string expression)
    {
        var bare = Grouping().Replace(Braces().Replace(expression, " "), " ");
        return Word().Matches(bare).Select(m => m.Value).Distinct().Where(w => w.Contains('_') && !Functions.Contains(w) && !emitted.Names.Contains(w) && !_others.ContainsKey(w)).Select(w => $"{who} asks for {w}, which nobody emits");
    }

    // A label that is asked for, or by which is grouped, or that is told: whoever measures must give it.
    private IEnumerable<string> Unlabelled(string who, string expression, string told = "")
    {
        foreach (Match asked in Selection().Matches(expression))
            foreach (var label in Matcher().Matches(asked.Groups["selector"].Value).Select(m => m.Groups["label"].Value).Distinct().Where(l => LabelsOf(asked)?.Contains(l) == false))
                yield return $"{who} asks {asked.Groups["metric"].Value} for {label}, which it does not have";
        var grouped = new HashSet<string>();
        foreach (Match group in By().Matches(expression))
        {
            var labels = group.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
            grouped.UnionWith(labels);
            var within = Selection().Matches(Within(expression, group.Index + group.Length)).SelectMany(m => LabelsOf(m) ?? []).ToHashSet();
            foreach (var label in labels.Where(l => !within.Contains(l))) yield return $"{who} groups by {label}, which nothing in it has";
        }
        foreach (var label in Told().Matches(told).Select(m => m.Groups[1].Value).Where(l => !grouped.Contains(l))) yield return $"{who} tells the label {label}, by which it does not group";
    }

    private IEnumerable<string> Everywhere(string who, string expression, string installation) =>
        from asked in Selection().Matches(expression)
        let metric = asked.Groups["metric"].Value
        where LabelsOf(asked) is not null && !Matcher().Matches(asked.Groups["selector"].Value).Any(m => m.Value == $"{(_others.ContainsKey(metric) ? "namespace" : "k8s_namespace_name")}=\"{installation}\"")
        select $"{who} asks for {metric} of every installation";

    private HashSet<string>? LabelsOf(Match asked) =>
        emitted.Labels.TryGetValue(asked.Groups["metric"].Value, out var ours) ? ours : _others.TryGetValue(asked.Groups["metric"].Value, out var others) ? others.Split(' ').ToHashSet() : null;

    // Up to the bracket that closes the one before `from`.
    private static string Within(string expression, int from)
    {
        var (at, open) = (from, 1);
        for (; open > 0; at++) open += expression[at] switch { '(' => 1, ')' => -1, _ => 0 };
        return expression[from..(at - 1)];
    }

    private static readonly HashSet<string> Functions = ["histogram_quantile", "predict_linear", "group_left", "__rate_interval"];

    private static IEnumerable<string> Missing(IReadOnlyList<string> alerts, Dictionary<string, string> pages) =>
    [
        .. alerts.Where(a => !pages.ContainsKey(a)).Select(a => $"{a} has no runbook"),
        .. alerts.Where(pages.ContainsKey).SelectMany(a => _headings.Where(h => !pages[a].Split('\n').Any(l => h == "# " ? l == $"# {a}" : l == h)).Select(h => $"{a}: no {h}")),
        .. pages.Keys.Except(alerts).Except(["README"]).Select(p => $"{p} is no alert's runbook"),
    ];

    [GeneratedRegex(@"(?<metric>[A-Za-z_:][A-Za-z0-9_:]*)(?:\{(?<selector>[^}]*)\})?")]
    private static partial Regex Selection();

    [GeneratedRegex("(?<label>[A-Za-z_][A-Za-z0-9_]*)(?:=~|!~|!=|=)\"[^\"]*\"")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby\s*\(([^)]*)\)\s*\(")]
    private static partial Regex By();

    [GeneratedRegex(@"\$labels[.]([a-z0-9_]+)")]
    private static partial Regex Told();

    [GeneratedRegex("http_route!~\"([^\"]*)\"")]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\b(by|on|without|ignoring)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"Calls/(?<method>[A-Za-z]+)\|(?<path>[^""]+)""")]
    private static partial Regex Methods();

    [GeneratedRegex(@"[A-Za-z_:][A-Za-z0-9_:]*")]
    private static partial Regex Word();
}
