using System.Globalization;
using System.Text;
using Governance.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Load;

/// <summary>The broker is killed, events go on being written, the broker comes back: what the relay then does, and what a reader of the stream has in the end.</summary>
internal static class Outage
{
    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        await Relay.FillAsync(source, 10_000, cancel);
        await EventLog.DrainedAsync(platform.Database, cancel);
        report.Say($"killing the broker; {options.PerSecond} events/s for {options.Away} s");
        await platform.Servers.KillAsync(ServerKinds.RabbitMq);
        var (began, late) = (TimeProvider.System.GetTimestamp(), 0);
        for (var second = 1; second <= options.Away; second++)
        {
            await Relay.FillAsync(source, options.PerSecond, cancel);
            var ahead = TimeSpan.FromSeconds(second) - TimeProvider.System.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead, cancel);
            else late++;
        }
        var waiting = options.Away * options.PerSecond;
        report.Say($"{waiting} events wait; {late} of {options.Away} seconds were late; starting the broker");
        await platform.Servers.StartAgainAsync(ServerKinds.RabbitMq);
        var back = TimeProvider.System.GetTimestamp();
        await EventLog.DrainedAsync(platform.Database, cancel, boardToo: false);
        var drained = TimeProvider.System.GetElapsedTime(back);
        report.Say($"drained {drained.TotalSeconds:0.0} s after the broker was back");
        var (lost, twice, disordered) = await CompareAsync(platform, source, cancel);
        report.Result("drain", waiting / drained.TotalSeconds, "events/s", atLeast: 5_000);
        report.Result("lost", lost, "events", atMost: 0);
        report.Result("second-deliveries", twice, "events");
        report.Result("out-of-order", disordered, "events", atMost: 0);
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
