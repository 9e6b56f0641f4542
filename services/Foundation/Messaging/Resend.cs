using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Governance.Messaging;

/// <summary>
/// <c>resend --from TIME [--dry-run]</c>: after a broker was lost, has everything that was written at this time or later relayed again. It sets the lanes' cursors back, and the relay of the running service does
/// the rest: per aggregate in order, new events behind the old ones, with its own confirms and its own memory of how far it is, so that this command can be killed at any moment. A way to publish beside the
/// relay was rejected: it would put old events behind new ones of the same aggregate. There is no end time for the same reason.
/// </summary>
internal static class Resend
{
    /// <summary>Notes that the stream is not there; nothing is noted of a service that has relayed nothing yet, nor a second time before it was sent again.</summary>
    public const string NoteLoss = """
        insert into broker_losses (found_at) select clock_timestamp()
        where exists (select from relay_lanes where cursor_xid > '0') and not exists (select from broker_losses where resent_at is null) on conflict do nothing
        """;

    /// <summary>Whether a loss was noted and nothing was sent again since.</summary>
    public const string IsLossOpen = "select exists (select from broker_losses where resent_at is null)";

    private const string Help = """
        resend --from TIME [--dry-run]

        Relays again everything that was written to this service's event log at TIME or later, e.g. --from 2026-11-25T08:00:00+08:00, in order per aggregate; new events come behind it.
        For a broker that was lost: what lay in its queues and error queues, and what was relayed before all consumers had declared their queues again, has reached nobody.
        Choose a time before the oldest event that may not have been dealt with; rather too early. What a consumer has dealt with, it recognises; streams get it a second time, with the same ce-id.
        A consumer that was added to a service since TIME gets what is from before it.
        The running service does it; this command waits and counts, and can be stopped and started anew. --dry-run only counts. Run it for each service that publishes.
        """;

    public static async Task<int> RunAsync(OwnSession session, MessagingOptions options, string service, string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args is [] or ["--help" or "-h"])
        {
            await output.WriteLineAsync(Help);
            return args.Length == 0 ? 2 : 0;
        }
        if (!TryRead(args, out var from, out var dryRun))
        {
            await output.WriteLineAsync($"not understood; a time needs its offset, or Z{Environment.NewLine}{Help}");
            return 2;
        }
        await using var connection = await session.OpenAsync(cancel);
        await using (var settings = new NpgsqlCommand(RelayLanes.Session, connection)) await settings.ExecuteNonQueryAsync(cancel);
        // What its consumers no longer remember would have its effect twice. By a wide margin: what is relayed again may have been written up to a day before, under an id that is older still.
        await using (var remembered = new NpgsqlCommand("select $1 >= now() - $2::interval + interval '2 days' and $1 <= now()", connection) { Parameters = { new() { Value = from }, new() { Value = options.InboxRetention } } })
        {
            if (await remembered.ExecuteScalarAsync(cancel) is not true)
            {
                await output.WriteLineAsync($"refused: {from:O} is to come, or longer ago than consumers remember for certain what they have dealt with ({options.InboxRetention}, less two days)");
                return 1;
            }
        }
        var (lanes, total) = (new List<(short Lane, ulong Xid, long Position)>(), 0L);
        for (short lane = 0; lane < GovernanceDb.Lanes; lane++)
        {
            if (await FirstAsync(connection, lane, from, cancel) is not { } first) continue;
            if (dryRun) total += await PassedAsync(connection, lane, first, from, cancel);
            // One lane a transaction: the relay renews and moves several at once, and must not wait for us while we wait for it.
            else if (await SetBackAsync(connection, lane, first, from, cancel) is { } until) lanes.Add((lane, until.Xid, until.Position));
        }
        if (dryRun)
        {
            await output.WriteLineAsync($"{service}: {total} events, written since {from:O} and relayed before, would be relayed again");
            return 0;
        }
        await using (var resent = new NpgsqlCommand("update broker_losses set resent_at = clock_timestamp() where resent_at is null", connection)) await resent.ExecuteNonQueryAsync(cancel);
        total = await LeftAsync(connection, lanes, from, cancel);
        await output.WriteLineAsync($"{service}: {total} events are relayed again, by the running service; this command may be stopped");
        await UntilRelayedAsync(connection, lanes, from, total, output, cancel);
        await output.WriteLineAsync($"{service}: {total} of {total} events relayed again");
        return 0;
    }

    private static async Task UntilRelayedAsync(NpgsqlConnection connection, List<(short Lane, ulong Xid, long Position)> lanes, DateTimeOffset from, long total, TextWriter output, CancellationToken cancel)
    {
        var (told, quiet, before) = (Stopwatch.StartNew(), Stopwatch.StartNew(), total);
        while (true)
        {
            var took = Stopwatch.StartNew();
            var left = await LeftAsync(connection, lanes, from, cancel);
            if (left == 0) return;
            if (left != before) (quiet, before) = (Stopwatch.StartNew(), left);
            if (told.Elapsed > TimeSpan.FromSeconds(5))
            {
                await output.WriteLineAsync($"{Math.Max(total - left, 0)} of {total}{(quiet.Elapsed > TimeSpan.FromSeconds(30) ? "; nothing moves: does the service run, and reach the broker?" : "")}");
                told.Restart();
            }
            // Counting is a small part of what this machine does.
            await Task.Delay(TimeSpan.FromMilliseconds(500) + (10 * took.Elapsed), TimeProvider.System, cancel);
        }
    }

    // The index is by place and not by time: a month at most is walked through. By place, since what was written a moment earlier may have a later one.
    private static async Task<(ulong Xid, long Position)?> FirstAsync(NpgsqlConnection connection, short lane, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select e.xid, e.position from events e where e.lane = $1 and e.recorded_at >= $2 order by e.xid, e.position limit 1", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = lane }, new() { Value = from } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetFieldValue<ulong>(0), row.GetInt64(1)) : null;
    }

    private static async Task<long> PassedAsync(NpgsqlConnection connection, short lane, (ulong Xid, long Position) first, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select count(*) from relay_lanes l join events e on e.lane = l.lane
            where l.lane = $1 and (e.xid, e.position) >= ($2, $3) and (e.xid, e.position) <= (l.cursor_xid, l.cursor_position) and e.recorded_at >= $4 - interval '1 day'
            """, connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = lane }, new() { Value = first.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = first.Position }, new() { Value = from } },
        };
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    // The lane is taken from whoever holds it: what it has under way must not move the cursor forward again. It is free for the next who shares, within two seconds. Never forward: what was not
    // relayed yet is relayed anyway.
    private static async Task<(ulong Xid, long Position)?> SetBackAsync(NpgsqlConnection connection, short lane, (ulong Xid, long Position) first, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with before as (select lane, cursor_xid, cursor_position from relay_lanes where lane = $1 for update)
            update relay_lanes l set cursor_xid = $2, cursor_position = $3 - 1, cursor_at = least(l.cursor_at, $4), holder = null, lease_until = '-infinity'
            from before b where l.lane = b.lane and (b.cursor_xid, b.cursor_position) >= ($2, $3)
            returning b.cursor_xid, b.cursor_position
            """, connection)
        {
            Parameters = { new() { Value = lane }, new() { Value = first.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = first.Position }, new() { Value = from } },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetFieldValue<ulong>(0), row.GetInt64(1)) : null;
    }

    private static async Task<long> LeftAsync(NpgsqlConnection connection, List<(short Lane, ulong Xid, long Position)> lanes, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce(sum(w.n), 0)::bigint from unnest($1, $2, $3) as u(lane, xid, position) join relay_lanes l on l.lane = u.lane cross join lateral (
              select count(*) as n from events e
              where e.lane = l.lane and (e.xid, e.position) > (l.cursor_xid, l.cursor_position) and (e.xid, e.position) <= (u.xid, u.position) and e.recorded_at >= $4 - interval '1 day') w
            """, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = lanes.Select(l => l.Lane).ToArray() },
                new() { Value = lanes.Select(l => l.Xid).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid8 },
                new() { Value = lanes.Select(l => l.Position).ToArray() },
                new() { Value = from },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static bool TryRead(string[] args, out DateTimeOffset from, out bool dryRun)
    {
        (from, dryRun) = (default, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--dry-run": dryRun = true; break;
                case "--from" when i + 1 < args.Length && TryTime(args[++i], out from): break;
                default: return false;
            }
        }
        return from != default;
    }

    // A time without its offset would be the machine's, and eight hours off.
    private static bool TryTime(string text, out DateTimeOffset time)
    {
        var named = text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && named;
    }
}
