using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Governance.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.DeployTests;

/// <summary>
/// The metrics of a process of ours under their names in Prometheus, with what the libraries and Foundation really register: a small host with a bus, a database client and
/// Foundation's meter runs for a moment, and a listener writes down every instrument of the meters that services/Foundation/Hosting exports.
/// </summary>
public sealed class EmittedMetrics : IAsyncLifetime
{
    // AddAspNetCoreInstrumentation, AddHttpClientInstrumentation, AddRuntimeInstrumentation and AddMeter("Governance.*", "Npgsql", "MassTransit").
    private static readonly string[] _exported = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "System.Net.Http", "System.Runtime", MessagingTelemetry.Name, "Npgsql", "MassTransit"];

    private readonly HashSet<string> _names = [];

    public IReadOnlySet<string> Names => _names;

    public async ValueTask InitializeAsync()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (!_exported.Contains(instrument.Meter.Name)) return;
                lock (_names) _names.UnionWith(InPrometheus(instrument.Name, instrument.Unit, instrument.GetType().Name));
            },
        };
        listener.Start();
        RuntimeHelpers.RunClassConstructor(typeof(MessagingTelemetry).TypeHandle);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddMassTransit(bus => bus.UsingInMemory((_, _) => { }));
        await using var app = builder.Build();
        await app.StartAsync();
        using (var http = new HttpClient()) (await http.GetAsync(new Uri(app.Urls.First()))).Dispose();
        await app.Services.GetRequiredService<IBus>().Publish(new Said("something"));
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await nowhere.OpenConnectionAsync());
        await app.StopAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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
}
