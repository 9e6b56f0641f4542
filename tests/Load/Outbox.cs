using Governance.Load.Rivals;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>
/// Rows that a kill -9 left in the outbox, right behind their commit: how long until all are with the broker after a restart, and by another instance; and how fast they go, beside the outboxes of
/// DotNetCore.CAP and WolverineFx with rows left in the same way, on the same servers. A rate counts from the moment at which the sending begins, so that the pauses of others before it (CAP waits until
/// a row is 30 s old) do not make ours look better than it is: with others that is when the first row was still there, with ours, which moves its cursor by thousands, when the lanes were taken over.
/// </summary>
internal static class Outbox
{
    // How many are left, and whether somebody is at work on them.
    private const string OursLeft = """
        select (select count(*) from events e join relay_lanes l using (lane) where (e.xid, e.position) > (l.cursor_xid, l.cursor_position)),
               (select bool_or(holder <> all ($1) and lease_until > clock_timestamp()) from relay_lanes where holder is not null)
        """;
    private const string CapLeft = """select count(*), count(*) < $1 from cap.published where "StatusName" <> 'Succeeded'""";
    private const string WolverineLeft = "select count(*), count(*) < $1 from wolverine.wolverine_outgoing_envelopes";

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await using var ours = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        var limit = TimeSpan.FromSeconds(options.Limit);
        var owner = await platform.StartGridAsync(cancel);
        await Relay.FillAsync(ours, options.Left / 5, cancel);
        await EventLog.DrainedAsync(platform.Database, cancel);

        var restarts = new List<Drain> { await RestartedAsync() };
        var cap = await RivalAsync("cap", CapLeft);
        var wolverine = await RivalAsync("wolverine", WolverineLeft);
        restarts.Add(await RestartedAsync());
        var inherited = await InheritedAsync();

        var (speed, within) = (restarts.Select(r => r.Rate).Median(), restarts.Max(r => r.End.TotalSeconds));
        report.Say($"{"",-12}{"rows",10}{"gone",10}{"begun after",14}{"all after",12}{"rows/s",10}");
        foreach (var (name, drain) in new[] { ("ours", restarts[0]), ("ours again", restarts[1]), ("CAP", cap), ("Wolverine", wolverine), ("another", inherited) })
            report.Say($"{name,-12}{drain.Rows,10}{drain.Gone,10}{drain.First.TotalSeconds,12:0.0} s{(drain.Gone == drain.Rows ? $"{drain.End.TotalSeconds:0.0} s" : "given up"),12}{drain.Rate,10:0}");
        report.Result("drain", speed, "rows/s");
        report.Result("cap", cap.Rate, "rows/s");
        report.Result("wolverine", wolverine.Rate, "rows/s");
        report.Result("drain-to-cap", speed / cap.Rate, "ratio", atLeast: 5);
        report.Result("drain-to-wolverine", speed / wolverine.Rate, "ratio", atLeast: 3);
        // The promise is about 10,000 rows; more take longer.
        var more = Math.Max(0, options.Left - 10_000) / 5_000d;
        report.Result("after-restart", within, "s", atMost: 10 + more);
        report.Result("by-another-instance", inherited.End.TotalSeconds, "s", atMost: 15 + more);

        async Task<Drain> RestartedAsync()
        {
            var (rows, dead) = await LeaveAsync();
            report.Say($"{rows} rows left by a kill -9 of Grid; starting it again");
            var starting = platform.StartGridAsync(cancel);
            var drain = await WatchAsync(ours, OursLeft, dead, rows, limit, cancel);
            owner = await starting;
            return drain;
        }

        // Two share the lanes; one dies, and the other one takes over what it held.
        async Task<Drain> InheritedAsync()
        {
            await platform.StartGridAsync(cancel);
            await using (var shares = ours.CreateCommand("select count(distinct holder) from relay_lanes where lease_until > clock_timestamp()"))
                while ((long)(await shares.ExecuteScalarAsync(cancel))! < 2) await Task.Delay(200, cancel);
            var (rows, dead) = await LeaveAsync();
            report.Say($"{rows} rows left by a kill -9 of one of two; the other one goes on");
            return await WatchAsync(ours, OursLeft, dead, rows, limit, cancel);
        }

        async Task<(int Rows, Guid[] Dead)> LeaveAsync()
        {
            await Relay.FillAsync(ours, options.Left, cancel);
            owner.Kill();
            await using var holders = ours.CreateCommand("select coalesce(array_agg(distinct holder) filter (where holder is not null), '{}') from relay_lanes");
            var dead = (Guid[])(await holders.ExecuteScalarAsync(cancel))!;
            return ((await LookAsync(ours, OursLeft, dead, cancel)).Left, dead);
        }

        async Task<Drain> RivalAsync(string name, string sql)
        {
            var database = await platform.Servers.NewDatabaseAsync(name);
            await using var source = NpgsqlDataSource.Create(database + ";Application Name=load");
            await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
            if (name == "cap")
            {
                await channel.ExchangeDeclareAsync(CapOutbox.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancel);
                await channel.QueueDeclareAsync(Rival.QueueOf(name), durable: true, exclusive: false, autoDelete: false, cancellationToken: cancel);
                await channel.QueueBindAsync(Rival.QueueOf(name), CapOutbox.Exchange, Rival.Topic, cancellationToken: cancel);
            }
            report.Say($"{name}: writing {options.Left} rows");
            await using (var filling = await platform.StartRivalAsync(database, name, "fill", $"{options.Left}"))
                if (await filling.EndedAsync(cancel) != 137) throw filling.Failed("was not killed");
            report.Say($"{name}: killed behind the commit; starting it again");
            await using var draining = await platform.StartRivalAsync(database, name, "drain");
            var drain = await WatchAsync(source, sql, (long)options.Left, options.Left, limit, cancel);
            var there = (await channel.QueueDeclarePassiveAsync(Rival.QueueOf(name), cancel)).MessageCount;
            if (there < drain.Gone) throw new InvalidOperationException($"{name} says that {drain.Gone} rows are sent; {there} messages are there");
            return drain;
        }
    }

    private static async Task<(int Left, bool Begun)> LookAsync(NpgsqlDataSource source, string sql, object known, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = known });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return ((int)row.GetInt64(0), !await row.IsDBNullAsync(1, cancel) && row.GetBoolean(1));
    }

    private static async Task<Drain> WatchAsync(NpgsqlDataSource source, string sql, object known, int rows, TimeSpan limit, CancellationToken cancel)
    {
        var (began, untouched, first) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero, (TimeSpan?)null);
        while (true)
        {
            var (left, begun) = await LookAsync(source, sql, known, cancel);
            var now = TimeProvider.System.GetElapsedTime(began);
            if (!begun && left == rows) untouched = now;
            else first ??= untouched;    // the last look at which nothing was done
            if (left == 0 || now - first > limit) return new(rows, rows - left, first!.Value, now);
            if (now > TimeSpan.FromMinutes(2) && first is null) throw new InvalidOperationException("not one row has gone within two minutes");
            await Task.Delay(50, cancel);
        }
    }

    /// <param name="Rows">What the kill left.</param>
    /// <param name="Gone">What was with the broker in the end, confirmed.</param>
    /// <param name="First">From the restart until the sending began.</param>
    /// <param name="End">From the restart until the last went, or until one gave up waiting for it.</param>
    private sealed record Drain(int Rows, int Gone, TimeSpan First, TimeSpan End)
    {
        public double Rate => Gone / (End - First).TotalSeconds;
    }
}
