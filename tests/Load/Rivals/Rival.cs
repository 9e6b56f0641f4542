using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Load.Rivals;

/// <summary>
/// An application with the outbox of somebody else, as a process of its own: <c>rival NAME fill ROWS</c> writes rows as the library's own api does and dies by kill -9 between the commit and
/// the sending, the worst moment there is; <c>rival NAME drain</c> is the same application started again.
/// </summary>
internal static class Rival
{
    /// <summary>Name of what is published; the routing key of CAP.</summary>
    public const string Topic = "governance.grid.v1.CallOpened";

    /// <summary>Where an application's messages go: a durable classic queue, each library's own default. Ours go to a stream, which costs the broker more.</summary>
    public static string QueueOf(string name) => $"rival.{name}";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder();
        // Their libraries log every message; here that would only slow them down.
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var (database, broker) = (builder.Configuration.GetConnectionString("rival")!, builder.Configuration.GetConnectionString("rabbitmq")!);
        Func<IHost, int, Task> fill = args[1] switch
        {
            "cap" => CapOutbox.Add(builder, database, broker),
            "wolverine" => WolverineOutbox.Add(builder, database, broker),
            var name => throw new InvalidOperationException($"{name} is no rival"),
        };
        using var host = builder.Build();
        if (args[2] == "drain") await host.RunAsync();
        else await fill(host, int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>kill -9 of this process.</summary>
    public static void Die()
    {
        using var me = System.Diagnostics.Process.GetCurrentProcess();
        me.Kill();
    }
}

/// <summary>The same body as <see cref="Relay"/> writes for ours.</summary>
public sealed record CallOpenedAtRival(Guid CallId, string Area, string Category, string Source, string Urgency, DateTimeOffset At)
{
    internal static CallOpenedAtRival Next(int n)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(Guid.CreateVersion7(now), $"{510100 + n % 183}{n % 20:000}001", "0201", "Online", "Normal", now);
    }
}
