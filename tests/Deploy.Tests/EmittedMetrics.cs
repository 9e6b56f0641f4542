using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Governance.Hosting;
using Governance.Messaging;
using Grpc.Health.V1;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Governance.DeployTests;

/// <summary>
/// The metrics of a process of ours under their names in Prometheus, with their labels. A small host with the telemetry of services/Foundation/Hosting, a bus and a database client runs for a moment:
/// what its telemetry takes up is what is exported, and what it has measured then says which labels there are.
/// </summary>
public sealed class EmittedMetrics : IAsyncLifetime
{
    // Beside what the libraries make: one that the telemetry takes by its pattern, and one that it does not.
    private readonly Meter _ours = new("Governance.Probe"), _elsewhere = new("Elsewhere");
    private readonly Dictionary<string, HashSet<string>> _labels = [];
    private readonly Dictionary<string, HashSet<string>> _measured = [];

    public IReadOnlyDictionary<string, HashSet<string>> Labels => _labels;

    public IReadOnlySet<string> Names { get; private set; } = new HashSet<string>();

    /// <summary>Routes beside durations of calls.</summary>
    public HashSet<string> Routes { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var published = new ConcurrentBag<Instrument>();
        // It takes up none itself: whatever is enabled in the end, the telemetry has taken up.
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Add(instrument) };
        listener.Start();
        RuntimeHelpers.RunClassConstructor(typeof(MessagingTelemetry).TypeHandle);
        _ours.CreateCounter<long>("governance.probe");
        _elsewhere.CreateCounter<long>("elsewhere.probe");

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1", ["OTEL_RESOURCE_ATTRIBUTES"] = Attributes(), ["Oidc:Authority"] = "http://127.0.0.1:1/" });
        builder.AddGovernanceDefaults("probe");
        builder.AddGovernanceRpc("probe");
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<Hears>();
            bus.UsingInMemory((context, queues) => queues.ConfigureEndpoints(context));
        });
        using var reader = new BaseExportingMetricReader(new Measured(this));
        builder.Services.ConfigureOpenTelemetryMeterProvider(m => m.AddReader(reader));
        await using var app = builder.Build();
        app.MapGovernanceEndpoints();
        app.MapGet("/plain", () => "").AllowAnonymous();
        await app.StartAsync();

        using (var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) })
            foreach (var path in (string[])["/health/live", "/health/ready", "/plain"]) (await http.GetAsync(new Uri(path, UriKind.Relative))).Dispose();
        using (var channel = GrpcChannel.ForAddress(app.Urls.Last())) await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());
        await app.Services.GetRequiredService<IBus>().Publish(new Said("something"));
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await nowhere.OpenConnectionAsync());
        // A moment after the answer it is measured.
        for (var tries = 0; tries < 200 && !(Has("http.server.request.duration", "rpc.grpc.status_code") && Has("messaging.masstransit.receive", "messaging.masstransit.destination")); tries++)
        {
            await Task.Delay(25);
            reader.Collect();
        }
        Tell(published.Where(i => i.Enabled));
        await app.StopAsync();

        bool Has(string instrument, string tag) => _measured.TryGetValue(instrument, out var tags) && tags.Contains(tag);
    }

    public ValueTask DisposeAsync()
    {
        _ours.Dispose();
        _elsewhere.Dispose();
        return ValueTask.CompletedTask;
    }

    // What a relay or a consumer measures needs a broker: which labels it puts beside it stands in the source.
    private void Tell(IEnumerable<Instrument> exported)
    {
        var source = Directory.EnumerateFiles(Path.Combine(Chart.Root, "services", "Foundation", "Messaging"), "*.cs").Select(File.ReadAllText).ToList();
        foreach (var instrument in exported)
        {
            var field = source.Select(s => Regex.Match(s, $@"(\w+) = Meter[.]Create\w+<\w+>\(""{Regex.Escape(instrument.Name)}""")).FirstOrDefault(m => m.Success)?.Groups[1].Value;
            var written = field is null ? [] : source.SelectMany(s => Regex.Matches(s, $@"\b{field}[.](Add|Record)\([^;""]*""([a-z._]+)""").Select(m => m.Groups[2].Value));
            foreach (var name in InPrometheus(instrument.Name, instrument.Unit, instrument.GetType().Name))
                _labels[name] = [.. _measured.GetValueOrDefault(instrument.Name, []).Concat(written).Concat(_measured["resource"]).Select(t => t.Replace('.', '_')), .. name.EndsWith("_bucket", StringComparison.Ordinal) ? (string[])["le"] : []];
        }
        Names = _labels.Keys.ToHashSet();
    }

    // What the chart tells a pod to say of itself.
    private static string Attributes() => Chart.Objects("production").Where(o => o.Called() == "Deployment/grid").Pods().Single().Pod.Containers().Single().Items("env").Single(e => e.Text("name") == "OTEL_RESOURCE_ATTRIBUTES").Text("value")!;

    /// <summary>As the collector's Prometheus exporter names them: unit and kind become suffixes; what stands in braces is an annotation.</summary>
    internal static IEnumerable<string> InPrometheus(string name, string? unit, string instrument)
    {
        var (histogram, up) = (instrument.StartsWith("Histogram", StringComparison.Ordinal), instrument.Contains("UpDown", StringComparison.Ordinal));
        var counter = !up && instrument.Contains("Counter", StringComparison.Ordinal);
        var suffix = unit switch
        {
            null or "" or ['{', ..] => "",
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" => counter || histogram ? "" : "_ratio",
            _ => "_" + unit,
        };
        var full = name.Replace('.', '_') + (name.EndsWith(suffix.TrimStart('_'), StringComparison.Ordinal) && suffix.Length > 0 ? "" : suffix);
        return histogram ? [$"{full}_bucket", $"{full}_sum", $"{full}_count"] : [counter ? $"{full}_total" : full];
    }

    public sealed record Said(string What);

    public sealed class Hears : IConsumer<Said>
    {
        public Task Consume(ConsumeContext<Said> context) => Task.CompletedTask;
    }

    private sealed class Measured(EmittedMetrics to) : BaseExporter<Metric>
    {
        public override ExportResult Export(in OpenTelemetry.Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                var tags = to._measured.TryGetValue(metric.Name, out var known) ? known : to._measured[metric.Name] = [];
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    foreach (var tag in point.Tags)
                    {
                        tags.Add(tag.Key);
                        if (metric.Name == "http.server.request.duration" && tag.Key == "http.route") to.Routes.Add($"{tag.Value}");
                    }
                }
            }
            to._measured["resource"] = [.. ParentProvider.GetResource().Attributes.Select(a => a.Key)];
            return ExportResult.Success;
        }
    }
}
