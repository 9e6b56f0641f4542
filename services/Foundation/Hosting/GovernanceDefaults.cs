using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Governance.Access;
using Governance.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Governance.Hosting;

/// <summary>What every process of the platform has in common.</summary>
public static class GovernanceDefaults
{
    /// <summary>
    /// Telemetry, health, discovery, access, TimeProvider and graceful stop for the process <paramref name="name"/>, its name in the AppHost, the chart and in telemetry.
    /// Telemetry is sent to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> when that is set, else nowhere.
    /// </summary>
    public static IHostApplicationBuilder AddGovernanceDefaults(this IHostApplicationBuilder builder, string name)
    {
        builder.Services.TryAddSingleton<TimeProvider>(new Microseconds());
        builder.Services.TryAddSingleton<FindAddresses>(_ => Dns.GetHostAddressesAsync);
        // A database failure's text may hold a row; details of errors stay out of what callers see in every environment.
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, $"{name}.roles.json"), optional: true);
        builder.Configuration.AddEnvironmentVariables();
        if (builder.Configuration["Access:ClientsFile"] is { Length: > 0 } clients)
        {
            // By polling: kubelet swaps a link above the file, which no watch of the file's own folder tells.
            var folder = new PhysicalFileProvider(Path.GetDirectoryName(Path.GetFullPath(clients))!, ExclusionFilters.None) { UsePollingFileWatcher = true, UseActivePolling = true };
            var started = false;
            builder.Configuration.AddJsonFile(source =>
            {
                (source.FileProvider, source.Path, source.ReloadOnChange) = (folder, Path.GetFileName(clients), true);
                // What is no JSON stops the start. Later it is as if it were gone, which ClientRights tells; thrown on the watcher's thread nobody would hear of it.
                source.OnLoadException = failed => failed.Ignore = started;
            });
            started = true;
        }
        builder.Services.Configure<HostOptions>(o =>
        {
            // The host counts from the moment it is told, so what Drain waits is part of it.
            o.ShutdownTimeout = (builder.Configuration.GetValue<TimeSpan?>("Hosting:DrainDelay") ?? TimeSpan.Zero) + (builder.Configuration.GetValue<TimeSpan?>("Hosting:InFlight") ?? TimeSpan.FromSeconds(30));
            o.ServicesStartConcurrently = false;
        });
        AddTelemetry(builder, name);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Drain>());
        builder.Services.AddHealthChecks().AddCheck<Drain>("accepting", tags: [Ready]);
        builder.Services.AddGovernanceAccess(builder.Configuration);
        return builder;
    }

    /// <summary>
    /// The gRPC server: refusals, permissions, JSON over HTTP by transcoding, OpenAPI at <c>/openapi/v1.json</c>, gRPC health, reflection in Development.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="name">Name of the service.</param>
    /// <param name="interceptors">What runs once the gate has let a call through.</param>
    public static IHostApplicationBuilder AddGovernanceRpc(this IHostApplicationBuilder builder, string name, params Type[] interceptors) => builder.AddGovernanceRpc(name, [], interceptors);

    /// <summary>As <see cref="AddGovernanceRpc(IHostApplicationBuilder, string, Type[])"/>, with interceptors outside the gate: they also see whom it turns away.</summary>
    public static IHostApplicationBuilder AddGovernanceRpc(this IHostApplicationBuilder builder, string name, IReadOnlyList<Type> outside, IReadOnlyList<Type> interceptors)
    {
        builder.Services.AddSingleton<RefusalInterceptor>();
        builder.Services.AddGrpc(o =>
        {
            o.EnableDetailedErrors = false;
            o.MaxReceiveMessageSize = MaxMessageBytes;
            // Outermost first: what the inner ones throw becomes a google.rpc.Status.
            o.Interceptors.Add<RefusalInterceptor>();
            foreach (var interceptor in outside) o.Interceptors.Add(interceptor);
            o.Interceptors.Add<OvertakenInterceptor>();
            o.Interceptors.Add<PermissionInterceptor>();
            foreach (var interceptor in interceptors) o.Interceptors.Add(interceptor);
        }).AddJsonTranscoding(o =>
        {
            // Without the registry, transcoding answers 500 as soon as an error has details.
            o.TypeRegistry = Google.Protobuf.Reflection.TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor);
            o.JsonSettings.WriteInt64sAsStrings = true;
        });
        builder.Services.AddGrpcHealthChecks(o => o.Services.Map("", r => r.Tags.Contains(Ready)));
        if (builder.Environment.IsDevelopment()) builder.Services.AddGrpcReflection();
        builder.AddGovernanceOpenApi(name);
        return builder;
    }

    /// <summary>
    /// <c>/health/live</c> (the process answers), <c>/health/ready</c> (its dependencies answer and it is not stopping), gRPC health and OpenAPI where the process has them.
    /// </summary>
    public static void MapGovernanceEndpoints(this WebApplication app)
    {
        if (app.Services.GetService<RefusalInterceptor>() is not null) app.Use(TellStatus.InvokeAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        // Asked every second by every gateway: among the durations of calls they would be most of them, and fast, and one that says "not ready" would be a call that failed.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = NamesOnly }).AllowAnonymous().DisableHttpMetrics();
        if (app.Services.GetService<RefusalInterceptor>() is null) return;
        app.MapGrpcHealthChecksService().AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapGrpcReflectionService().AllowAnonymous();
        app.MapGovernanceOpenApi();
    }

    /// <summary>Tag of health checks that decide whether traffic may come.</summary>
    public const string Ready = "ready";

    /// <summary>The largest message a service takes: 4 MiB, the same as at the gateway.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    // Which check failed helps the operator at 3 a.m.; why it failed is in the log, since it may name hosts.
    private static Task NamesOnly(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()) });
    }

    private static void AddTelemetry(IHostApplicationBuilder builder, string name)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Logging.AddOpenTelemetry(o => { o.IncludeFormattedMessage = true; o.IncludeScopes = true; });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(name, "governance"))
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Governance.*", "Npgsql", "MassTransit"))
            .WithTracing(t => t
                .AddSource("Governance.*", "MassTransit", "Yarp.ReverseProxy")
                .AddAspNetCoreInstrumentation(o => o.Filter = c => !c.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddProcessor(new WithoutProbes()))
            .UseOtlpExporter();
    }

    /// <summary>The gateway asks every replica every second whether it is ready: that would be most of all traces.</summary>
    private sealed class WithoutProbes : BaseProcessor<Activity>
    {
        public override void OnStart(Activity data)
        {
            if (data.OperationName is "proxy.cluster_health_checks" or "proxy.destination_health_check") data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>
    /// The system's time in whole microseconds, as PostgreSQL keeps it: with more digits, the answer to a command would differ from the row that is read back later.
    /// </summary>
    private sealed class Microseconds : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            var now = base.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>Readiness turns false as soon as the process is told to stop; it then waits so that balancers see it before connections close.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "created by dependency injection")]
    private sealed class Drain(IHostApplicationLifetime lifetime, IConfiguration configuration) : IHealthCheck, IHostedService
    {
        private volatile bool stopping;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(stopping ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());

        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStopping.Register(() =>
            {
                stopping = true;
                // Kubernetes needs a moment to take the pod out of its endpoints; locally nobody balances.
                if (configuration.GetValue<TimeSpan?>("Hosting:DrainDelay") is { } delay) Thread.Sleep(delay);
            });
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
