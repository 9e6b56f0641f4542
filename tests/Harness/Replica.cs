using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Governance.Harness;

/// <summary>One running instance of a service.</summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly IAsyncDisposable factory;
    private readonly ServerLog log;
    private readonly IConfigurationRoot configuration;

    private Replica(IAsyncDisposable factory, IServiceProvider services, ServerLog log)
    {
        (this.factory, this.log, configuration) = (factory, log, (IConfigurationRoot)services.GetRequiredService<IConfiguration>());
        // Kestrel starts its endpoints in the order of their names in the configuration: grpc, http.
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        (Grpc, Http) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    /// <summary>One connection pool for all callers of this instance.</summary>
    public SocketsHttpHandler Handler { get; } = new() { EnableMultipleHttp2Connections = true, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan };

    /// <summary>What the service logged as an error; callers only get a trace id.</summary>
    public string Errors => log.ToString();

    /// <typeparam name="TProgram">The service's Program.</typeparam>
    public static Replica Start<TProgram>(Dictionary<string, string?> settings, TimeProvider clock) where TProgram : class
    {
        var log = new ServerLog();
        var factory = new Factory<TProgram>(settings, clock, log);
        factory.UseKestrel();
        factory.StartServer();
        return new(factory, factory.Services, log);
    }

    /// <summary>Changes the configuration while the service runs, as a file does that was written again.</summary>
    public void Configure(params IEnumerable<(string Key, string Value)> settings)
    {
        foreach (var (key, value) in settings) configuration[key] = value;
        configuration.Reload();
    }

    public async ValueTask DisposeAsync()
    {
        Handler.Dispose();
        await factory.DisposeAsync();
    }

    private sealed class Factory<TProgram>(Dictionary<string, string?> settings, TimeProvider clock, ServerLog log) : WebApplicationFactory<TProgram> where TProgram : class
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(clock)));
        }
    }

    private sealed class ServerLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            lines.Enqueue($"{formatter(state, exception)}\n{exception}");
            while (lines.Count > 20) lines.TryDequeue(out _);
        }

        public override string ToString() => string.Join("\n", lines);

        public void Dispose()
        {
        }
    }
}
