using System.Runtime.InteropServices;
using Governance.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Messaging;

/// <summary>A command of a service's binary, beside <c>migrate</c>, <c>redrive</c> and <c>resend</c>.</summary>
/// <param name="Name">The first argument.</param>
/// <param name="Help">One line.</param>
/// <param name="RunAsync">Gets a scope whose caller is the system, and the arguments after the name; gives the exit code.</param>
public sealed record GovernanceCommand(string Name, string Help, Func<IServiceProvider, string[], CancellationToken, Task<int>> RunAsync);

/// <summary>What a service's binary does with its arguments.</summary>
public static class GovernanceCommands
{
    /// <summary>
    /// No argument, or configuration only (<c>--Key=value</c>): serves. Otherwise runs the command of that name without starting the host: no hosted
    /// service, no port. Exit code 2 for a command that does not exist.
    /// </summary>
    public static async Task<int> RunGovernanceAsync<T>(this WebApplication app, string[] args, params GovernanceCommand[] commands) where T : GovernanceDb
    {
        GovernanceCommand[] all =
        [
            new("migrate", "creates or upgrades the service's database", Migrate<T>),
            new("redrive", "CONSUMER [--max N] [--dry-run]: gives a consumer what it had given up on", RedriveAsync),
            new("resend", "--from TIME [--dry-run]: relays the log again from this time on, after a broker was lost", ResendAsync),
            .. commands,
        ];
        var name = args.FirstOrDefault(a => a is "--help" or "-h" || !a.StartsWith('-'));
        if (name is null)
        {
            await app.RunAsync();
            return 0;
        }
        if (all.FirstOrDefault(c => c.Name == name) is not { } command)
        {
            var output = name is "--help" or "-h" or "help" ? Console.Out : Console.Error;
            await output.WriteLineAsync($"{app.Environment.ApplicationName}: without arguments it serves.{Environment.NewLine}{string.Join(Environment.NewLine, all.Select(c => $"  {c.Name,-10} {c.Help}"))}");
            return output == Console.Out ? 0 : 2;
        }
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => { s.Cancel = true; stop.Cancel(); });
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => { s.Cancel = true; stop.Cancel(); });
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem(name, $"command {name}");
            scope.ServiceProvider.GetRequiredService<Work>().Action = name;
            try
            {
                return await command.RunAsync(scope.ServiceProvider, [.. args.SkipWhile(a => a != name).Skip(1)], stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return 130;
            }
        }
    }

    private static async Task<int> Migrate<T>(IServiceProvider services, string[] args, CancellationToken cancel) where T : GovernanceDb
    {
        await services.MigrateAsync<T>(cancel);
        return 0;
    }

    private static Task<int> RedriveAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        var consumers = services.GetService<Consumers>() ?? throw new InvalidOperationException("AddGovernanceMessaging was not called");
        return Redrive.RunAsync(services.GetRequiredService<BrokerAddress>(), consumers.Service, [.. consumers.Entries.Select(e => e.Name)], args, Console.Out, cancel);
    }

    private static Task<int> ResendAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        var consumers = services.GetService<Consumers>() ?? throw new InvalidOperationException("AddGovernanceMessaging was not called");
        return Resend.RunAsync(services.GetRequiredService<OwnSession>(), services.GetRequiredService<MessagingOptions>(), consumers.Service, args, Console.Out, cancel);
    }
}
