using Npgsql;
using NpgsqlTypes;

namespace Governance.Messaging;

/// <summary>
/// Which lanes of the event log this instance relays, and how far. Leases are in database time, so instances' clocks do not matter. Instances share
/// the lanes evenly: whoever holds more than its share gives some back, whoever holds less takes free ones. Every statement is guarded by the holder: an
/// instance that has lost a lane can neither renew it nor move its cursor, and the worst that comes of it is a second delivery.
/// </summary>
internal sealed class RelayLanes(Guid me, MessagingOptions options)
{
    private long validUntil;    // by this machine's stopwatch, counted from before the renewal was sent
    private long nextRenewal;
    private long nextShare;
    private readonly Dictionary<short, EventPosition> read = [];    // how far a lane was read, where that is beyond its cursor

    /// <summary>What this instance may relay now.</summary>
    public IReadOnlyCollection<short> Held { get; private set; } = [];

    /// <summary>Whether the leases have run out by our own watch: then others may already be at work.</summary>
    public bool Expired => TimeProvider.System.GetTimestamp() >= validUntil;

    /// <summary>Whether it is time to even the shares out. Not while something is under way: both holders would publish it.</summary>
    public bool IsShareDue => TimeProvider.System.GetTimestamp() >= nextShare;

    /// <summary>Renews the leases, if it is time, without taking or giving.</summary>
    public Task RenewAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        TimeProvider.System.GetTimestamp() < nextRenewal ? Task.CompletedTask : AskAsync(connection, Renew, cancel);

    /// <summary>Renews the leases and evens the shares out.</summary>
    public async Task ShareAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var asked = TimeProvider.System.GetTimestamp();
        var least = await AskAsync(connection, Share, cancel);
        // Short of its share: a lane may become free any moment.
        nextShare = asked + Ticks(Held.Count < least ? options.Lease / 12 : options.Lease / 3);
    }

    private async Task<int> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        var asked = TimeProvider.System.GetTimestamp();
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = me }, new() { Value = options.Lease }, new() { Value = GovernanceDb.Lanes } },
        };
        var lanes = new List<short>();
        var share = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                if (!await reader.IsDBNullAsync(0, cancel)) lanes.Add(reader.GetInt16(0));
                share = reader.GetInt32(1);
            }
        }
        Held = lanes;
        foreach (var lost in read.Keys.Except(lanes).ToList()) read.Remove(lost);
        validUntil = asked + Ticks(options.Lease);
        nextRenewal = asked + Ticks(options.Lease / 3);
        return share;
    }

    /// <summary>
    /// The next batch: of each held lane what lies above what was read before and below every transaction that is still open; and the place up to which all that there is, in the lanes of others too, has been
    /// confirmed before.
    /// </summary>
    public async Task<(List<LoggedEvent> Events, EventPosition Behind)> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var (events, behind) = (new List<LoggedEvent>(), default(EventPosition));
        if (Held.Count == 0) return (events, behind);
        await using var command = new NpgsqlCommand(Next, connection)
        {
            Parameters =
            {
                new() { Value = me },
                new() { Value = options.LaneBatch },
                new() { Value = read.Keys.ToArray() },
                new() { Value = read.Values.Select(p => p.Xid).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid8 },
                new() { Value = read.Values.Select(p => p.Number).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (events.Count == 0) behind = new EventPosition(reader.GetFieldValue<ulong>(0), reader.GetInt64(1) - 1, reader.GetFieldValue<DateTimeOffset>(2));
            events.Add(LoggedEvent.Read(reader, 3));
        }
        foreach (var e in events) read[e.Lane] = e.Position;
        return (events, behind);
    }

    /// <summary>Moves the cursors behind a batch that was confirmed as a whole.</summary>
    public async Task AdvanceAsync(NpgsqlConnection connection, List<LoggedEvent> batch, CancellationToken cancel)
    {
        var last = new Dictionary<short, LoggedEvent>();
        var latest = new Dictionary<short, DateTimeOffset>();
        foreach (var e in batch)
        {
            last[e.Lane] = e;
            if (!latest.TryGetValue(e.Lane, out var at) || e.Position.At > at) latest[e.Lane] = e.Position.At;
        }
        await using var command = new NpgsqlCommand(Advance, connection)
        {
            Parameters =
            {
                new() { Value = me },
                new() { Value = last.Keys.ToArray() },
                new() { Value = last.Values.Select(e => e.Position.Xid).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid8 },
                new() { Value = last.Values.Select(e => e.Position.Number).ToArray() },
                new() { Value = last.Keys.Select(l => latest[l]).ToArray() },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancel) == last.Count)
        {
            foreach (var (lane, e) in last)
            {
                if (read.TryGetValue(lane, out var position) && position == e.Position) read.Remove(lane);
            }
            return;
        }
        // A lease was lost meanwhile; its new holder publishes that part again.
        read.Clear();
        nextShare = 0;
    }

    /// <summary>Gives everything back at once: on stop, or when the broker is out of this instance's reach but perhaps not of others'.</summary>
    public async Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        Forget();
        await using var command = new NpgsqlCommand(Release, connection) { Parameters = { new() { Value = me } } };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>How many events wait in the held lanes (counted up to 100,000), and the age of the oldest in seconds.</summary>
    public async Task<(long Count, double Oldest)> WaitingAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Waiting, connection) { Parameters = { new() { Value = me } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetDouble(1));
    }

    /// <summary>Forgets what it knew: the connection was lost, and others may hold the lanes by now.</summary>
    public void Forget()
    {
        Held = [];
        read.Clear();
        nextShare = 0;
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * TimeProvider.System.TimestampFrequency);

    /// <summary>
    /// Settings of the relay's session. A cursor that a crash of the database sets back costs a second delivery, a flush to disk for each batch would cost
    /// every command. The plan is made once, perhaps while a partition is still small, and must be good when it is large.
    /// </summary>
    internal const string Session = "set synchronous_commit = off; set jit = off; set enable_seqscan = off; set enable_bitmapscan = off";

    private const string Renew = """
        with seen as (update relay_instances set seen_at = clock_timestamp() where id = $1)
        update relay_lanes set lease_until = clock_timestamp() + $2 where holder = $1 returning lane, 0 * $3
        """;

    // One statement. `spare` are the lanes above the share, `free` those that nobody holds any more, up to the share. The row locks make two instances that
    // take at once take different lanes. The instance itself counts as live even before its row is visible.
    private const string Share = """
        with me as (insert into relay_instances (id, seen_at) values ($1, clock_timestamp()) on conflict (id) do update set seen_at = excluded.seen_at),
        gone as (delete from relay_instances where seen_at < clock_timestamp() - 10 * $2::interval and id <> $1),
        live as (select 1 + count(*) as n from relay_instances where id <> $1 and seen_at > clock_timestamp() - $2),
        share as (select ceil($3::numeric / n)::int as n, $3 / n::int as least from live),
        mine as (select lane, row_number() over (order by lane) as nth from relay_lanes where holder = $1),
        spare as (update relay_lanes set holder = null, lease_until = '-infinity' where lane in (select lane from mine, share where nth > n)),
        free as (select lane from relay_lanes where (holder is null or lease_until < clock_timestamp()) and holder is distinct from $1
                 order by lane limit (select greatest(n - (select count(*) from mine), 0) from share) for update skip locked),
        kept as (update relay_lanes set holder = $1, lease_until = clock_timestamp() + $2
                 where lane in (select lane from mine, share where nth <= n union all select lane from free) and (holder is not distinct from $1 or lane in (select lane from free))
                 returning lane)
        select lane, least from share left join kept on true
        """;

    // `first` is the first event of the whole log that lies behind its lane's cursor, whoever holds it: what comes before it has been confirmed, so it is in the stream before this batch. Lanes are
    // published one after the other, and those of two instances apart: the place of an event itself says nothing about what lies before it in other lanes.
    internal const string Next = $"""
        with first as materialized (
          select w.xid, w.position, w.recorded_at from relay_lanes l cross join lateral (
            select e.xid, e.position, e.recorded_at from events e
            where e.lane = l.lane and (e.xid, e.position) > (l.cursor_xid, l.cursor_position) and e.recorded_at >= l.cursor_at - interval '1 day'
            order by e.xid, e.position limit 1) w
          order by w.xid, w.position limit 1)
        select f.xid, f.position, f.recorded_at, {LoggedEvent.Columns}
        from first f cross join relay_lanes l left join unnest($3, $4, $5) as r(lane, xid, position) on r.lane = l.lane cross join lateral (
          select * from events e
          where e.lane = l.lane and (e.xid, e.position) > (coalesce(r.xid, l.cursor_xid), coalesce(r.position, l.cursor_position)) and e.xid < event_horizon()
            and e.recorded_at >= l.cursor_at - interval '1 day'
          order by e.xid, e.position limit $2) e
        where l.holder = $1
        order by e.lane, e.xid, e.position
        """;

    private const string Advance = """
        update relay_lanes l set cursor_xid = c.xid, cursor_position = c.position, cursor_at = greatest(l.cursor_at, c.at)
        from unnest($2, $3, $4, $5) as c(lane, xid, position, at)
        where l.lane = c.lane and l.holder = $1 and (c.xid, c.position) > (l.cursor_xid, l.cursor_position)
        """;

    private const string Release = """
        with gone as (delete from relay_instances where id = $1)
        update relay_lanes set holder = null, lease_until = '-infinity' where holder = $1
        """;

    private const string Waiting = """
        select coalesce(sum(w.n), 0)::bigint, coalesce(extract(epoch from clock_timestamp() - min(w.oldest)), 0)::float8
        from relay_lanes l cross join lateral (
          select count(*) as n, min(recorded_at) as oldest from (
            select e.recorded_at from events e
            where e.lane = l.lane and (e.xid, e.position) > (l.cursor_xid, l.cursor_position) and e.recorded_at >= l.cursor_at - interval '1 day'
            order by e.xid, e.position limit 12500) as first) w
        where l.holder = $1
        """;
}
