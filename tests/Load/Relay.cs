using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>
/// How fast the event log reaches the broker. Grid runs as it does in production: while the relay works, its board counts the same events. The bare publisher sends
/// the same bodies to the same exchange, persistent, with as many of them unconfirmed at most as the relay has.
/// </summary>
internal static class Relay
{
    private const string Exchange = "governance.grid.v1.CallOpened";
    private const int Window = 8 * 500;    // lanes × events of a lane in a batch

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        await using (var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel))
        {
            await FillAsync(source, options.Events / 5, cancel);
            await EventLog.DrainedAsync(platform.Database, cancel);
            var bodies = await BodiesAsync(source, options.Events, cancel);
            report.Say($"warm-up: relay, and bare publisher {await BareAsync(connection, bodies, cancel):0} events/s");

            var rounds = new List<(double Relay, double Bare)>();
            for (var n = 1; n <= options.Rounds; n++)
            {
                rounds.Add((await DrainAsync(), await BareAsync(connection, bodies, cancel)));
                report.Say($"round {n}: relay {rounds[^1].Relay:0} events/s, bare publisher {rounds[^1].Bare:0} events/s");

                async Task<double> DrainAsync()
                {
                    await EventLog.DrainedAsync(platform.Database, cancel);
                    var cpu = new CpuTime();
                    await FillAsync(source, options.Events, cancel);
                    var committed = TimeProvider.System.GetTimestamp();
                    await EventLog.DrainedAsync(platform.Database, cancel, boardToo: false);
                    var speed = options.Events / TimeProvider.System.GetElapsedTime(committed).TotalSeconds;
                    report.Say($"processor per event, inserting included: {cpu.Per(options.Events)}");
                    await EventLog.DrainedAsync(platform.Database, cancel);
                    return speed;
                }
            }
            report.Result("drain", rounds.Select(r => r.Relay).Median(), "events/s");
            report.Result("bare-publisher", rounds.Select(r => r.Bare).Median(), "events/s");
            report.Result("drain-to-bare-publisher", rounds.Select(r => r.Relay / r.Bare).Median(), "ratio");
        }
    }

    // Ten events of each call, one after another, as the life of a call writes them; all visible at one commit.
    private static async Task FillAsync(NpgsqlDataSource source, int events, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select gen_random_uuid(), n / 10 % 8, $2, c.id, n % 10 + 1, c.area, now(),
              json_build_object('callId', c.id, 'area', c.area, 'category', '0201', 'source', 'Online', 'urgency', 'Normal', 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            from (select k, gen_random_uuid() as id, (510100 + k % 183)::text || lpad((k % 20)::text, 3, '0') || '001' as area from generate_series(0, $1 / 10 - 1) k) c,
              lateral (select c.k * 10 + m as n from generate_series(0, 9) m) e
            order by n
            """);
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = events });
        command.Parameters.Add(new() { Value = Exchange });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<byte[]>> BodiesAsync(NpgsqlDataSource source, int count, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select payload from events where type = $1 limit $2");
        command.Parameters.Add(new() { Value = Exchange });
        command.Parameters.Add(new() { Value = count });
        var bodies = new List<byte[]>();
        await using (var rows = await command.ExecuteReaderAsync(cancel)) while (await rows.ReadAsync(cancel)) bodies.Add(rows.GetFieldValue<byte[]>(0));
        for (var i = 0; bodies.Count < count; i++) bodies.Add(bodies[i]);
        return bodies;
    }

    private static async Task<double> BareAsync(IConnection connection, List<byte[]> bodies, CancellationToken cancel)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancel);
        using var confirms = new SemaphoreSlim(0);
        var (sent, confirmed) = (0UL, 0UL);
        channel.BasicAcksAsync += (_, ack) =>
        {
            // RabbitMQ confirms the messages of one exchange and one stream in order.
            Volatile.Write(ref confirmed, ack.DeliveryTag);
            if (ack.DeliveryTag == Volatile.Read(ref sent)) confirms.Release();
            return Task.CompletedTask;
        };
        var properties = new BasicProperties { Persistent = true };
        var began = TimeProvider.System.GetTimestamp();
        foreach (var window in bodies.Chunk(Window))
        {
            foreach (var body in window[..^1]) await channel.BasicPublishAsync(Exchange, "", mandatory: false, properties, body, cancel);
            Volatile.Write(ref sent, sent + (ulong)window.Length);
            await channel.BasicPublishAsync(Exchange, "", mandatory: false, properties, window[^1], cancel);
            while (Volatile.Read(ref confirmed) < sent) await confirms.WaitAsync(cancel);
        }
        return bodies.Count / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
