using JasperFx.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine;
using Wolverine.Postgresql;
using Wolverine.RabbitMQ;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace Governance.Load.Rivals;

/// <summary>
/// WolverineFx 6.62.0 with its PostgreSQL outbox and its RabbitMQ transport, confirms on, tuned for recovering fast: see the options below. What bounds it is in its code: a recovered message is
/// published, confirmed and deleted before the next one is looked at.
/// </summary>
internal static class WolverineOutbox
{
    public static Func<IHost, int, Task> Add(HostApplicationBuilder builder, string database, string broker)
    {
        builder.UseWolverine(o =>
        {
            o.Discovery.DisableConventionalDiscovery();
            o.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;    // it handles nothing, so there is no code to generate
            o.PersistMessagesWithPostgresql(database, "wolverine");
            o.UseRabbitMq(new Uri(broker)).AutoProvision().ConfigureChannelCreation(c => (c.PublisherConfirmationsEnabled, c.PublisherConfirmationTrackingEnabled) = (true, true));
            o.PublishMessage<CallOpenedAtRival>().ToRabbitQueue(Rival.QueueOf("wolverine")).UseDurableOutbox();
            // One node: what a killed process owned is released at the start and not after a minute without its heartbeat.
            o.Durability.Mode = DurabilityMode.Solo;
            o.Durability.RecoveryBatchSize = 1_000;                                        // 100 by default
            o.Durability.ScheduledJobFirstExecution = TimeSpan.FromMilliseconds(500);      // half a second to five by default
            o.Durability.ScheduledJobPollingTime = TimeSpan.FromMilliseconds(250);         // between turns; 5 s by default
            o.Durability.DurabilityMetricsEnabled = false;                                 // it would count the tables every 5 s
        });
        return (host, rows) => FillAsync(host, database, rows);
    }

    private static async Task FillAsync(IHost host, string database, int rows)
    {
        await host.StartAsync();
        var runtime = host.Services.GetRequiredService<IWolverineRuntime>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var context = new MessageContext(runtime);
        await context.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        for (var n = 0; n < rows; n++) await context.PublishAsync(CallOpenedAtRival.Next(n));
        await transaction.CommitAsync();
        // Here the application would call FlushOutgoingMessagesAsync, which sends.
        Rival.Die();
    }
}
