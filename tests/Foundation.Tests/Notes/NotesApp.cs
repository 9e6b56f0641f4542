using System.Collections.Concurrent;
using Governance.Access;
using Governance.Messaging;
using Governance.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Foundation.Tests.Notes;

/// <summary>One instance of a service that takes notes: database, relay, consumers. Several of them share a database as replicas do.</summary>
internal sealed class NotesApp : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, int> _running = new();
    private static int services;
    private readonly IHost host;
    private readonly string rabbitMq;

    private NotesApp(IHost host, string service, string rabbitMq)
    {
        (this.host, Service, this.rabbitMq) = (host, service, rabbitMq);
        _running.AddOrUpdate(service, 1, (_, n) => n + 1);
    }

    public string Service { get; }

    public IServiceProvider Services => host.Services;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public EventTail Tail => Services.GetRequiredService<EventTail>();

    /// <summary>A name of its own, so that queues and stream on the shared broker are its own.</summary>
    public static string NewService() => $"testing{Interlocked.Increment(ref services)}";

    public static async Task<NotesApp> StartAsync(string database, string rabbitMq, string? service = null, Action<Consumers>? consumers = null,
        bool start = true, bool migrate = true, Action<IServiceCollection>? more = null, params (string Key, string Value)[] settings)
    {
        service ??= NewService();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:notes"] = database,
            ["ConnectionStrings:rabbitmq"] = rabbitMq,
            ["Messaging:ConsumerRetries:0"] = "00:00:00.05",
            ["Messaging:ConsumerRetries:1"] = "00:00:00.10",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new TestLog());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<Caller>();
        builder.AddGovernanceDb<NotesDb>("notes");
        builder.AddGovernanceMessaging(service, consumers);
        more?.Invoke(builder.Services);
        var host = builder.Build();
        if (migrate) await host.Services.MigrateAsync<NotesDb>(CancellationToken.None);
        if (start) await host.StartAsync();
        return new NotesApp(host, service, rabbitMq);
    }

    /// <summary>Does something as the system, in a scope of its own.</summary>
    public async Task<T> DoAsync<T>(Func<NotesDb, Task<T>> what, Action<Caller>? who = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        if (who is null) caller.BecomeSystem("test", "the test sets the scene");
        else who(caller);
        return await what(scope.ServiceProvider.GetRequiredService<NotesDb>());
    }

    public Task<Guid> TakeAsync(string text, string area = "510104017001", string? owner = null, string? unit = null) => DoAsync(async db =>
    {
        var note = Note.Take(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), area, text, owner, unit);
        db.Add(note);
        await db.SaveAsync(CancellationToken.None);
        return note.Id;
    });

    public Task AmendAsync(Guid id, params string[] texts) => DoAsync(async db =>
    {
        var note = await db.Notes.SingleAsync(n => n.Id == id);
        note.Amend(texts);
        await db.SaveAsync(CancellationToken.None);
        return true;
    });

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        // Exchanges are shared: what one test leaves bound would cost the broker of the next a copy of every event, until its memory alarm stops them all.
        if (_running.AddOrUpdate(Service, 0, (_, n) => n - 1) == 0)
        {
            var queues = Services.GetRequiredService<Consumers>().Entries.SelectMany(e => new[] { e.Queue, e.Queue + "_error" });
            await Listener.DeleteAsync(rabbitMq, [$"governance.{Service}.events", .. queues]);
        }
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }
}

/// <summary>Warnings and errors of the application under test, in the test's output.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel}: {formatter(state, exception)} {exception?.GetBaseException().Message}");
}

/// <summary>Waits for a condition instead of for a time.</summary>
internal static class Eventually
{
    public static async Task<T> Get<T>(Func<Task<T>> look, Func<T, bool> good, TimeSpan? within = null)
    {
        var clock = TimeProvider.System;
        var (start, limit) = (clock.GetTimestamp(), within ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (good(seen)) return seen;
            if (clock.GetElapsedTime(start) > limit) Assert.Fail($"after {limit.TotalSeconds:F0} s still: {seen}");
            await Task.Delay(20);
        }
    }

    public static Task Equal<T>(T expected, Func<Task<T>> look, TimeSpan? within = null) => Get(look, seen => EqualityComparer<T>.Default.Equals(seen, expected), within);
}
