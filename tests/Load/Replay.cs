using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Governance.Common.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Load;

/// <summary>
/// A data team begins: everything from the first event on, into a projection (calls by city) that drops what it has seen and keeps its place, all in one transaction a batch. Beside
/// it a plain consumer that reads the same stream and does nothing. One event in ten is in the stream twice: Grid died before it had written down how far it was. Rates are of events; what
/// comes a second time is work that counts for nothing.
/// </summary>
internal static class Replay
{
    private const int Batch = 2_000;
    private const string Stream = "governance.grid.events";

    private sealed record Read(string Place, Guid Id, string Area);

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        report.Say($"writing and relaying {options.Events} events");
        for (var left = options.Events; left > 0; left -= 100_000)
        {
            await Relay.FillAsync(source, Math.Min(left, 100_000), cancel);
            await EventLog.DrainedAsync(platform.Database, cancel);
        }
        // The map's own events are in the log too.
        await using var all = source.CreateCommand("select count(*) from events");
        var total = (int)(long)(await all.ExecuteScalarAsync(cancel))!;
        var twice = await RedeliverAsync(platform, source, report, cancel);
        await ExecuteAsync(source, "create table seen (id uuid primary key); create table by_city (city text primary key, n bigint not null); create table place (reader text primary key, at text not null)", cancel);
        var rounds = new List<(double Plain, double Stream, double Feed)>();
        for (var n = 1; n <= options.Rounds; n++)
        {
            report.Say($"round {n}");
            rounds.Add((await TimeAsync("plain consumer", () => ConsumeAsync(platform, total + twice, null, cancel)),
                await TimeAsync("stream, projected", () => ProjectAsync("stream", twice, to => ConsumeAsync(platform, total + twice, to, cancel))),
                await TimeAsync("feed, projected", () => ProjectAsync("feed", 0, to => FeedAsync(platform, to, cancel)))));
        }
        report.Result("plain", rounds.Select(r => r.Plain).Median(), "events/s");
        report.Result("stream", rounds.Select(r => r.Stream).Median(), "events/s", atLeast: 20_000);
        report.Result("feed", rounds.Select(r => r.Feed).Median(), "events/s");
        // Every one of them, in every round, or the run would have ended there.
        report.Result("second-deliveries-ignored", twice, "events a round", atLeast: 1);
        report.Result("stream-to-plain", rounds.Select(r => r.Stream / r.Plain).Median(), "ratio", atLeast: 0.5);
        report.Result("feed-to-plain", rounds.Select(r => r.Feed / r.Plain).Median(), "ratio");

        async Task<double> TimeAsync(string name, Func<Task> work)
        {
            await ExecuteAsync(source, "truncate seen, by_city, place", cancel);
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), new CpuTime());
            await work();
            var speed = total / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            report.Say($"{name,-18} {speed,7:0} events/s; processor per event: {cpu.Per(total)}");
            return speed;
        }

        // What comes is read on while the batch before is written.
        async Task ProjectAsync(string reader, int expected, Func<ChannelWriter<Read>, Task> read)
        {
            var queue = Channel.CreateBounded<Read>(Batch * 4);
            var reading = Task.Run(async () => { await read(queue.Writer); queue.Writer.Complete(); }, cancel);
            await using var connection = await source.OpenConnectionAsync(cancel);
            var (batch, ignored) = (new List<Read>(Batch), 0);
            while (await queue.Reader.WaitToReadAsync(cancel))
            {
                while (batch.Count < Batch && queue.Reader.TryRead(out var one)) batch.Add(one);
                if (batch.Count < Batch && !queue.Reader.Completion.IsCompleted && queue.Reader.Count == 0 && !reading.IsCompleted) { await Task.Delay(1, cancel); continue; }
                ignored += await WriteAsync(connection, reader, batch, cancel);
                batch.Clear();
            }
            if (batch.Count > 0) ignored += await WriteAsync(connection, reader, batch, cancel);
            await reading;
            await using var count = source.CreateCommand("select coalesce(sum(n), 0)::bigint from by_city");
            var counted = (long)(await count.ExecuteScalarAsync(cancel))!;
            if (counted != total) throw new InvalidOperationException($"{reader}: {counted} counted of {total}");
            report.Say($"{reader}: {ignored} second deliveries ignored");
            if (ignored != expected) throw new InvalidOperationException($"{reader}: {ignored} second deliveries ignored of {expected}");
        }
    }

    // As after a kill -9 in the worst place: what was published and not yet written down is published again, the very same messages. Gives how many.
    private static async Task<int> RedeliverAsync(Platform platform, NpgsqlDataSource source, Report report, CancellationToken cancel)
    {
        platform.Grid!.Kill();
        await ExecuteAsync(source, """
            update relay_lanes r set (cursor_xid, cursor_position) = (
              select e.xid, e.position from events e where e.lane = r.lane order by e.xid desc, e.position desc offset (select count(*) / 10 from events n where n.lane = r.lane) limit 1)
            where exists (select from events e where e.lane = r.lane)
            """, cancel);
        await using var behind = source.CreateCommand("select count(*) from events e join relay_lanes r using (lane) where (e.xid, e.position) > (r.cursor_xid, r.cursor_position)");
        behind.CommandTimeout = 300;
        var twice = (int)(long)(await behind.ExecuteScalarAsync(cancel))!;
        report.Say($"killed Grid; {twice} events are published a second time");
        await platform.StartGridAsync(cancel);
        await EventLog.DrainedAsync(platform.Database, cancel);
        return twice;
    }

    // One statement, one transaction; an event that comes twice in one batch counts once as well. Gives how many were not new.
    private static async Task<int> WriteAsync(NpgsqlConnection connection, string reader, List<Read> batch, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with come as (select distinct id, area from unnest($1, $2) as e(id, area)),
              fresh as (insert into seen select id from come on conflict do nothing returning id),
              counted as (insert into by_city select left(area, 4), count(*) from come join fresh using (id) group by 1 on conflict (city) do update set n = by_city.n + excluded.n),
              kept as (insert into place values ($3, $4) on conflict (reader) do update set at = excluded.at)
            select cardinality($1) - (select count(*) from fresh)::int
            """, connection);
        command.Parameters.Add(new() { Value = batch.Select(b => b.Id).ToArray() });
        command.Parameters.Add(new() { Value = batch.Select(b => b.Area).ToArray() });
        command.Parameters.Add(new() { Value = reader });
        command.Parameters.Add(new() { Value = batch[^1].Place });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task ConsumeAsync(Platform platform, int count, ChannelWriter<Read>? to, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.BasicQosAsync(0, 5_000, false, cancel);
        var (done, seen) = (new TaskCompletionSource(), 0);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, d) =>
        {
            if (to is not null)
            {
                var headers = d.BasicProperties.Headers!;
                // As a reader does: the body is read, not only passed by.
                using var body = JsonDocument.Parse(d.Body);
                await to.WriteAsync(new Read(Convert.ToString(headers["x-stream-offset"], CultureInfo.InvariantCulture)!, Guid.Parse(Encoding.ASCII.GetString((byte[])headers["ce-id"]!)), body.RootElement.GetProperty("area").GetString()!), cancel);
            }
            if (++seen % 1_000 == 0 || seen == count) await channel.BasicAckAsync(d.DeliveryTag, multiple: true, cancel);
            if (seen == count) done.TrySetResult();
        };
        await channel.BasicConsumeAsync(Stream, false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer, cancel);
        await done.Task.WaitAsync(cancel);
    }

    private static async Task FeedAsync(Platform platform, ChannelWriter<Read> to, CancellationToken cancel)
    {
        var token = platform.Tokens.Create("data-team", areas: ["51"], clientId: "data-team", scopes: ["grid.feed.read"], agency: "load");
        using var channel = GrpcChannel.ForAddress(platform.GridAddress);
        using var call = new Governance.Grid.V1.Feed.FeedClient(channel).Read(new FeedReadRequest { UntilNow = true }, new Metadata { { "authorization", "Bearer " + token } }, cancellationToken: cancel);
        while (await call.ResponseStream.MoveNext(cancel))
        {
            var item = call.ResponseStream.Current;
            if (item.Event is null) continue;
            using var body = JsonDocument.Parse(item.Event.Json);
            await to.WriteAsync(new Read(item.ResumeToken, Guid.Parse(item.Event.Id), body.RootElement.GetProperty("area").GetString()!), cancel);
        }
    }

    internal static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
