using System.Globalization;
using System.Text;
using Governance.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Load;

/// <summary>
/// The broker is killed, events go on being written, the broker comes back: what the relay then does, what a reader of the stream has in the end, and what became of it in another service: Welfare makes a
/// referral of each call that was dispatched, one event in ten.
/// </summary>
internal static class Outage
{
    private const string Dispatched = "governance.grid.v1.CallDispatched", Category = "0201", Consumer = "OnCallDispatched";

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var welfare = NpgsqlDataSource.Create(await platform.AddWelfareAsync(Category, cancel) + ";Application Name=load");
        await ListensAsync(platform, cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        await FillAsync(source, 10_000, cancel);
        await EventLog.DrainedAsync(platform.Database, cancel);
        await EffectsAsync(source, welfare, cancel);
        report.Say($"killing the broker; {options.PerSecond} events/s for {options.Down} s");
        await platform.Servers.KillAsync(ServerKinds.RabbitMq);
        var (began, late) = (TimeProvider.System.GetTimestamp(), 0);
        for (var second = 1; second <= options.Down; second++)
        {
            await FillAsync(source, options.PerSecond, cancel);
            var ahead = TimeSpan.FromSeconds(second) - TimeProvider.System.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead, cancel);
            else late++;
        }
        var waiting = options.Down * options.PerSecond;
        report.Say($"{waiting} events wait; {late} of {options.Down} seconds were late; starting the broker");
        await platform.Servers.StartAgainAsync(ServerKinds.RabbitMq);
        var back = TimeProvider.System.GetTimestamp();
        await EventLog.DrainedAsync(platform.Database, cancel, boardToo: false);
        var drained = TimeProvider.System.GetElapsedTime(back);
        report.Say($"drained {drained.TotalSeconds:0.0} s after the broker was back");
        var effects = await EffectsAsync(source, welfare, cancel);
        report.Say($"Welfare had all of its part {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the broker was back");
        var (lost, twice, disordered) = await CompareAsync(platform, source, cancel);
        // Who was late has not written at the rate that was asked for.
        report.Result("late", late, "seconds", atMost: Math.Max(1, options.Down / 20));
        report.Result("drain", waiting / drained.TotalSeconds, "events/s", atLeast: 5_000);
        report.Result("lost", lost, "events", atMost: 0);
        report.Result("second-deliveries", twice, "events");
        report.Result("out-of-order", disordered, "events", atMost: 0);
        report.Result("effects", effects.Events, "events");
        report.Result("without-effect", effects.Without, "events", atMost: 0);
        report.Result("twice-in-effect", effects.Twice, "effects", atMost: 0);
    }

    // Ten events of each call, the second of them its dispatch; all visible at one commit.
    private static async Task FillAsync(NpgsqlDataSource source, int events, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select gen_random_uuid(), c.k % 8, case m when 1 then $2 else 'governance.grid.v1.CallOpened' end, c.id, m + 1, '510104017001', now(), case m
              when 1 then json_build_object('callId', c.id, 'area', '510104017001', 'category', $3, 'unit', '510104-02', 'automatic', true, 'acceptDueAt', c.at, 'resolveDueAt', c.at, 'at', c.at)
              else json_build_object('callId', c.id, 'area', '510104017001', 'category', $3, 'source', 'Online', 'urgency', 'Normal', 'at', c.at) end
            from (select k, gen_random_uuid() as id, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from generate_series(0, $1 / 10 - 1) k) c, generate_series(0, 9) m
            order by c.k, m
            """);
        command.CommandTimeout = 300;
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = events }, new() { Value = Dispatched }, new() { Value = Category }]);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task ListensAsync(Platform platform, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        for (var consumers = 0u; consumers == 0; await Task.Delay(100, cancel))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
            try { consumers = (await channel.QueueDeclarePassiveAsync("governance.welfare." + Consumer, cancel)).ConsumerCount; }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { /* not declared yet */ }
        }
    }

    // Waits until Welfare has dealt with whatever was dispatched; or until nothing more comes. Each effect leaves a case and a line in the trail, whatever the inbox says.
    private static async Task<(int Events, int Without, int Twice)> EffectsAsync(NpgsqlDataSource source, NpgsqlDataSource welfare, CancellationToken cancel)
    {
        var calls = new HashSet<Guid>();
        await using (var command = source.CreateCommand("select aggregate_id from events where type = $1"))
        {
            command.Parameters.Add(new() { Value = Dispatched });
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel)) calls.Add(row.GetGuid(0));
        }
        var (before, quiet) = (-1L, TimeProvider.System.GetTimestamp());
        while (true)
        {
            await using var count = welfare.CreateCommand($"select count(*) from audit where action = '{Consumer}'");
            var done = (long)(await count.ExecuteScalarAsync(cancel))!;
            if (done != before) (before, quiet) = (done, TimeProvider.System.GetTimestamp());
            if (done >= calls.Count || TimeProvider.System.GetElapsedTime(quiet) > TimeSpan.FromSeconds(30)) break;
            await Task.Delay(500, cancel);
        }
        // A second effect may come behind the first.
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        var cases = new List<Guid>();
        await using (var command = welfare.CreateCommand("select call_id from cases where call_id is not null"))
        {
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel)) cases.Add(row.GetGuid(0));
        }
        await using var trail = welfare.CreateCommand($"select count(*) from audit where action = '{Consumer}'");
        var effects = (int)(long)(await trail.ExecuteScalarAsync(cancel))!;
        return (calls.Count, calls.Except(cases).Count(), Math.Max(0, Math.Max(cases.Count, effects) - calls.Count));
    }

    // Second deliveries are allowed (a reader drops them by id); a loss or a wrong order is not.
    private static async Task<(int Lost, int Twice, int Disordered)> CompareAsync(Platform platform, NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var count = source.CreateCommand("select count(*) from events");
        var written = (long)(await count.ExecuteScalarAsync(cancel))!;
        var (seen, last, twice, disordered) = (new HashSet<string>(), new Dictionary<string, int>(), 0, 0);
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.BasicQosAsync(0, 5_000, false, cancel);
        var quiet = TimeProvider.System.GetTimestamp();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, d) =>
        {
            Volatile.Write(ref quiet, TimeProvider.System.GetTimestamp());
            string Text(string name) => Encoding.ASCII.GetString((byte[])d.BasicProperties.Headers![name]!);
            var (subject, sequence) = (Text("ce-subject"), Convert.ToInt32(d.BasicProperties.Headers!["ce-sequence"], CultureInfo.InvariantCulture));
            if (!seen.Add(Text("ce-id"))) twice++;
            else
            {
                if (last.GetValueOrDefault(subject) + 1 != sequence) disordered++;
                last[subject] = sequence;
            }
            await channel.BasicAckAsync(d.DeliveryTag, false, cancel);
        };
        await channel.BasicConsumeAsync("governance.grid.events", false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer, cancel);
        while (seen.Count < written && TimeProvider.System.GetElapsedTime(Volatile.Read(ref quiet)) < TimeSpan.FromSeconds(10)) await Task.Delay(100, cancel);
        return ((int)written - seen.Count, twice, disordered);
    }
}
