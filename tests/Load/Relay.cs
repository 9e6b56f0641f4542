using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>
/// How fast the event log reaches the broker. Grid runs as it does in production: while the relay works, its board counts the same events. The bare publisher sends
/// the same bodies to the same exchange, persistent, with as many of them unconfirmed at most as the relay has; once bare, and once with the same headers, which the
/// broker has to unpack and to store in its stream.
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
            var events = await ReadAsync(source, options.Events, cancel);
            await BareAsync("bare publisher", headers: false);
            await BareAsync("the same with headers", headers: true);

            var rounds = new List<(double Relay, double Bare, double Headers)>();
            for (var n = 1; n <= options.Rounds; n++)
            {
                report.Say($"round {n}");
                rounds.Add((await DrainAsync(), await BareAsync("bare publisher", headers: false), await BareAsync("the same with headers", headers: true)));
            }
            report.Result("drain", rounds.Select(r => r.Relay).Median(), "events/s");
            report.Result("bare-publisher", rounds.Select(r => r.Bare).Median(), "events/s");
            report.Result("bare-publisher-with-headers", rounds.Select(r => r.Headers).Median(), "events/s");
            report.Result("drain-to-bare-publisher", rounds.Select(r => r.Relay / r.Bare).Median(), "ratio");
            report.Result("drain-to-bare-publisher-with-headers", rounds.Select(r => r.Relay / r.Headers).Median(), "ratio");

            async Task<double> DrainAsync()
            {
                await FillAsync(source, options.Events, cancel);
                var (began, cpu) = (TimeProvider.System.GetTimestamp(), new CpuTime());
                await EventLog.DrainedAsync(platform.Database, cancel, boardToo: false);
                var speed = Said("relay", began, cpu);
                await EventLog.DrainedAsync(platform.Database, cancel);
                return speed;
            }

            async Task<double> BareAsync(string name, bool headers)
            {
                var (began, cpu) = (TimeProvider.System.GetTimestamp(), new CpuTime());
                await PublishAsync(connection, events, headers, cancel);
                return Said(name, began, cpu);
            }

            double Said(string name, long began, CpuTime cpu)
            {
                var speed = options.Events / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
                report.Say($"{name,-22} {speed,6:0} events/s; processor per event: {cpu.Per(options.Events)}");
                return speed;
            }
        }
    }

    // Ten events of each call, one after another, as the life of a call writes them; all visible at one commit.
    internal static async Task FillAsync(NpgsqlDataSource source, int events, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload, trace_parent)
            select gen_random_uuid(), n / 10 % 8, $2, c.id, n % 10 + 1, c.area, now(),
              json_build_object('callId', c.id, 'area', c.area, 'category', '0201', 'source', 'Online', 'urgency', 'Normal', 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
              '00-' || md5(n::text) || '-' || left(md5(n::text || 'x'), 16) || '-00'
            from (select k, gen_random_uuid() as id, (510100 + k % 183)::text || lpad((k % 20)::text, 3, '0') || '001' as area from generate_series(0, $1 / 10 - 1) k) c,
              lateral (select c.k * 10 + m as n from generate_series(0, 9) m) e
            order by n
            """);
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = events });
        command.Parameters.Add(new() { Value = Exchange });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<(byte[] Body, Dictionary<string, object?> Headers)>> ReadAsync(NpgsqlDataSource source, int count, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select payload, id::text, aggregate_id::text, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"'), area, sequence, xid || '.' || position || '.' || recorded_at, trace_parent
            from events where type = $1 limit $2
            """);
        command.Parameters.Add(new() { Value = Exchange });
        command.Parameters.Add(new() { Value = count });
        var events = new List<(byte[], Dictionary<string, object?>)>();
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                events.Add((row.GetFieldValue<byte[]>(0), new()
                {
                    ["ce-specversion"] = "1.0", ["ce-id"] = row.GetString(1), ["ce-type"] = Exchange, ["ce-source"] = "/governance/grid", ["ce-subject"] = row.GetString(2), ["ce-time"] = row.GetString(3),
                    ["ce-area"] = row.GetString(4), ["ce-sequence"] = row.GetInt32(5), ["ce-position"] = row.GetString(6), ["traceparent"] = row.GetString(7),
                }));
            }
        }
        for (var i = 0; events.Count < count; i++) events.Add(events[i]);
        return events;
    }

    private static async Task PublishAsync(IConnection connection, List<(byte[] Body, Dictionary<string, object?> Headers)> events, bool headers, CancellationToken cancel)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancel);
        using var confirms = new SemaphoreSlim(0);
        var (sent, confirmed) = (0UL, 0UL);
        channel.BasicAcksAsync += (_, ack) =>
        {
            // What goes to one stream is confirmed in order.
            Volatile.Write(ref confirmed, ack.DeliveryTag);
            if (ack.DeliveryTag == Volatile.Read(ref sent)) confirms.Release();
            return Task.CompletedTask;
        };
        var properties = new BasicProperties { Persistent = true };
        foreach (var window in events.Chunk(Window))
        {
            Volatile.Write(ref sent, sent + (ulong)window.Length);
            foreach (var (body, head) in window)
            {
                if (headers) (properties.Headers, properties.MessageId, properties.ContentType) = (head, (string?)head["ce-id"], "application/json");
                await channel.BasicPublishAsync(Exchange, "", mandatory: headers, properties, body, cancel);
            }
            while (Volatile.Read(ref confirmed) < sent) await confirms.WaitAsync(cancel);
        }
    }
}
