using System.Globalization;
using System.Runtime.CompilerServices;
using Governance.Rpc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// The event log of this service as a stream, for watches and feeds. A reader replays from its position out of the database and then joins the live tail
/// without gap or duplicate. All readers of a process share one tailer and its ring of recent events; a reader that is too slow for the ring falls back to the
/// database and holds nobody up. Without readers nothing runs. An event is seen once no transaction that began before it is open any more; the order is that of
/// <see cref="EventPosition"/>.
/// </summary>
public sealed partial class EventTail : IDisposable
{
    private const int RingSize = 4096;
    private const int Page = 256;

    private readonly NpgsqlDataSource database;
    private readonly RelayWake wake;
    private readonly ILogger<EventTail> logger;
    private readonly CancellationToken stopping;
    private readonly Lock gate = new();
    private readonly LoggedEvent[] ring = new LoggedEvent[RingSize];
    private long written;                           // events ever put into the ring
    private EventPosition? floor;                   // everything after it, up to the tailer, is in the ring; null = no tailer
    private TaskCompletionSource changed = New();
    private int readers;
    private CancellationTokenSource? stop;

    internal EventTail(NpgsqlDataSource database, RelayWake wake, ILogger<EventTail> logger, CancellationToken stopping)
    {
        (this.database, this.wake, this.logger, this.stopping) = (database, wake, logger, stopping);
        stopping.Register(() => { lock (gate) Change(); });
    }

    /// <summary>
    /// Reads events, in pages of what is there, until cancelled. Ends at once when the filter lets nothing through.
    /// </summary>
    /// <param name="filter">What to read.</param>
    /// <param name="after">Where to go on; <see cref="EventPosition.Start"/> = from the oldest kept event; null = only what comes from now on.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="Refusal">
    /// OUT_OF_RANGE POSITION_UNKNOWN: the position lies beyond the end, so it belongs to another database; POSITION_TOO_OLD: its month was dropped, and what followed it there.
    /// UNAVAILABLE STOPPING: this process is told to stop, and a reader that stayed would hold it up until it is killed; another replica goes on from the last position.
    /// </exception>
    /// <exception cref="NpgsqlException">The database is gone; go on later from the last position.</exception>
    public async IAsyncEnumerable<IReadOnlyList<LoggedEvent>> ReadAsync(EventFilter filter, EventPosition? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in FollowAsync(filter, after, cancel))
        {
            if (page.Events.Count > 0) yield return page.Events;
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, and says how far it has looked: a page may be empty, when the filter let nothing through or the end of the log is reached.</summary>
    internal async IAsyncEnumerable<TailPage> FollowAsync(EventFilter filter, EventPosition? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (filter.IsEmpty) yield break;
        if (after is { } place) await MustBeKeptAsync(place, cancel);
        var end = await EndAsync(cancel);
        var at = after ?? end;
        if (at > end) throw Unknown();
        Join();
        EventPosition? told = null;
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                Task next;
                var fresh = new List<LoggedEvent>();
                bool covered;
                lock (gate)
                {
                    next = changed.Task;
                    covered = floor is { } from && at >= from;
                    if (covered) at = Take(at, filter, fresh);
                }
                if (stopping.IsCancellationRequested) throw Stopping();
                if (covered)
                {
                    if (fresh.Count > 0) yield return new TailPage(fresh, at, false);
                    else if (told != at) yield return new TailPage(fresh, (told = at).Value, true);
                    else await next.WaitAsync(cancel);
                    continue;
                }
                var (page, reached, gone) = await ReplayAsync(at, filter, cancel);
                if (gone) await MustBeKeptAsync(at, cancel);
                // Nothing was written since the day before the place's time: all that there was, up to the end, is older.
                if (page.Count == 0 && reached == at && at < end) reached = end;
                if (page.Count > 0 || reached > at) yield return new TailPage(page, reached, false);
                // Nothing new in the database and no tailer yet to join: it is starting.
                if (page.Count == 0 && reached == at)
                {
                    await next.WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    end = await EndAsync(cancel);
                }
                at = reached;
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// The end of the log: the last event that is certain; what comes, comes behind it. The horizon of open transactions would say the same at less cost, but
    /// not after a crash of the database, which then gives out again the numbers of transactions that had written nothing: events would come before it.
    /// </summary>
    public async Task<EventPosition> EndAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(End);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? PositionIn(reader) : EventPosition.Start;
    }

    /// <summary>
    /// What is there, to the end of the log, and no further. Waits until every transaction that is open now, in the whole cluster, has ended: whatever was committed before the call
    /// is read, and nothing can come before what was read.
    /// </summary>
    internal async IAsyncEnumerable<TailPage> CatchUpAsync(EventFilter filter, EventPosition at, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = await AskAsync<ulong>(Now, cancel);
        while (await AskAsync<ulong>(Horizon, cancel) < now)
        {
            if (stopping.IsCancellationRequested) throw Stopping();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancel);
        }
        await MustBeKeptAsync(at, cancel);
        var end = await EndAsync(cancel);
        if (at > end) throw Unknown();
        while (!filter.IsEmpty)
        {
            if (stopping.IsCancellationRequested) throw Stopping();
            var (page, reached, gone) = await ReplayAsync(at, filter, cancel);
            if (gone) await MustBeKeptAsync(at, cancel);
            // As in FollowAsync: the rest is older than the place's time.
            if (page.Count == 0 && reached == at) reached = end;
            yield return new TailPage(page, reached, reached >= end);
            if (reached >= end) yield break;
            at = reached;
        }
        yield return new TailPage([], end, true);
    }

    // Behind a place that has gone with its month something may be missing, and nobody would know. Whoever has no place yet begins with what is kept.
    private async Task MustBeKeptAsync(EventPosition at, CancellationToken cancel)
    {
        if (at.Xid == 0) return;
        await using var command = database.CreateCommand(Dropped);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new NpgsqlParameter { Value = at.Xid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 },
            new NpgsqlParameter { Value = at.Number },
            new NpgsqlParameter { Value = at.At },
        ]);
        if (await command.ExecuteScalarAsync(cancel) is true) throw new Refusal(Grpc.Core.StatusCode.OutOfRange, "POSITION_TOO_OLD", "该续传位置之后的部分事件已超过保存期限，请从头读取");
    }

    internal bool IsRunning
    {
        get
        {
            lock (gate) return floor is not null;
        }
    }

    /// <summary>Ends the tailer; readers end with their own cancellation.</summary>
    public void Dispose() => stop?.Dispose();

    // Copies what the reader lets through, a page at most, and says how far that was. Positions in the ring ascend: the place to start is found by halving.
    private EventPosition Take(EventPosition at, EventFilter filter, List<LoggedEvent> into)
    {
        var (low, high) = (Math.Max(0, written - RingSize), written);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ring[middle % RingSize].Position <= at) low = middle + 1;
            else high = middle;
        }
        for (var i = low; i < written && into.Count < Page; i++)
        {
            var e = ring[i % RingSize];
            at = e.Position;
            if (filter.Lets(e)) into.Add(e);
        }
        return at;
    }

    // Gone: there is no month of that place any more. What followed it there was perhaps dropped just before the page was read, which then begins with the next one; whether something is missing is the dear question.
    private async Task<(List<LoggedEvent> Page, EventPosition Reached, bool Gone)> ReplayAsync(EventPosition at, EventFilter? filter, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Replay);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new NpgsqlParameter { Value = at.Xid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 },
            new NpgsqlParameter { Value = at.Number },
            new NpgsqlParameter { Value = at.At },
            new NpgsqlParameter { Value = Page },
            new NpgsqlParameter { Value = (object?)filter?.Types ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text },
            new NpgsqlParameter { Value = (object?)filter?.From ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new NpgsqlParameter { Value = (object?)filter?.To ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new NpgsqlParameter { Value = EventType.HoldBelow.ToArray() },
            new NpgsqlParameter { Value = filter?.Above ?? [] },
            new NpgsqlParameter { Value = string.Create(CultureInfo.InvariantCulture, $"events_{at.At.UtcDateTime:yyyy_MM}") },
        ]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var page = new List<LoggedEvent>();
        var lanes = new (int Count, EventPosition Last)[GovernanceDb.Lanes];
        var (end, gone) = (at, false);
        while (await reader.ReadAsync(cancel))
        {
            gone = reader.GetBoolean(0);
            if (await reader.IsDBNullAsync(1, cancel)) continue;
            var last = PositionIn(reader, 1);
            if (last > end) end = last;
            if (await reader.IsDBNullAsync(4, cancel)) continue;
            var e = LoggedEvent.Read(reader, 4);
            page.Add(e);
            lanes[e.Lane] = (lanes[e.Lane].Count + 1, e.Position);
        }
        // A lane that filled its page may go on behind its last event; up to the first such place every lane is complete. If none did, up to the end.
        var full = lanes.Where(l => l.Count == Page).Select(l => l.Last).ToList();
        if (full.Count == 0)
        {
            page.RemoveAll(e => filter?.Lets(e) == false);
            return (page, end, gone);
        }
        var sure = full.Min();
        page.RemoveAll(e => e.Position > sure || filter?.Lets(e) == false);
        return (page, sure, gone);
    }

    private static EventPosition PositionIn(NpgsqlDataReader row, int first = 0) => new(row.GetFieldValue<ulong>(first), row.GetInt64(first + 1), row.GetFieldValue<DateTimeOffset>(first + 2));

    private void Join()
    {
        lock (gate)
        {
            if (readers++ > 0) return;
            stop = new CancellationTokenSource();
            var token = stop.Token;
            _ = Task.Run(() => TailAsync(token), CancellationToken.None);
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--readers > 0) return;
            stop!.Cancel();
            stop.Dispose();
            (stop, floor, written) = (null, null, 0);
            Array.Clear(ring);
        }
    }

    private async Task TailAsync(CancellationToken cancel)
    {
        EventPosition? at = null;
        var failed = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var more = false;
                if (at is { } from)
                {
                    var (page, reached, _) = await ReplayAsync(from, null, cancel);
                    Append(page, cancel);
                    (at, more) = (reached, page.Count >= Page);
                }
                else
                {
                    at = await EndAsync(cancel);
                    lock (gate)
                    {
                        if (cancel.IsCancellationRequested) return;
                        floor = at;
                        Change();
                    }
                }
                failed = false;
                if (!more && await wake.Tail.WaitAsync(TimeSpan.FromMilliseconds(200), cancel)) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                if (!failed) LogLost(e);
                failed = true;
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Append(List<LoggedEvent> page, CancellationToken cancel)
    {
        if (page.Count == 0) return;
        lock (gate)
        {
            if (cancel.IsCancellationRequested) return;    // the last reader has gone meanwhile, perhaps the next has come
            foreach (var e in page)
            {
                if (written >= RingSize) floor = ring[written % RingSize].Position;
                ring[written++ % RingSize] = e;
            }
            Change();
        }
    }

    private async Task<T> AskAsync<T>(string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return await reader.GetFieldValueAsync<T>(0, cancel);
    }

    private static Refusal Unknown() => new(Grpc.Core.StatusCode.OutOfRange, "POSITION_UNKNOWN", "该续传位置不属于本系统当前的事件日志，请从头读取");

    private static Refusal Stopping() => new(Grpc.Core.StatusCode.Unavailable, "STOPPING", "服务正在停止，请凭最近的续传标记重新连接") { RetryAfter = TimeSpan.FromSeconds(1) };

    private void Change()
    {
        changed.SetResult();
        changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Warning, "The tail of the event log is interrupted and will go on")]
    private partial void LogLost(Exception e);

    // Of each lane the events that the filter may let through, beside the last one whatever it is: up to that the reader has now seen everything. The areas'
    // outer bounds only: they are one range nearly always, and the filter looks at each event again. An exact condition on several areas was measured at 4 µs a row.
    // Whether the month is there is asked in the same statement, once: while it runs no month can be dropped, and who asks afterwards pays a way to the server for each page.
    private static readonly string Replay = $"""
        select (select to_regclass($10) is null), last.xid, last.position, last.recorded_at, {LoggedEvent.Columns}
        from (select event_horizon() as horizon) h cross join generate_series(0, {GovernanceDb.Lanes - 1}) l(lane) left join lateral (
          select e.xid, e.position, e.recorded_at from events e
          where e.lane = l.lane and (e.xid, e.position) > ($1, $2) and e.xid < h.horizon and e.recorded_at >= $3 - interval '1 day'
          order by e.xid desc, e.position desc limit 1) last on true left join lateral (
          select * from events e
          where e.lane = l.lane and (e.xid, e.position) > ($1, $2) and e.xid < h.horizon and e.recorded_at >= $3 - interval '1 day'
            and ($5::text[] is null or e.type = any($5)) and ($6::text is null or (e.area >= $6 and e.area < $7) or (e.type = any($8) and e.area = any($9)))
          order by e.xid, e.position limit $4) e on true
        order by e.xid, e.position
        """;

    // Older than the oldest month, and nothing up to there is kept elsewhere (in the default partition). The second is looked at only if the first is true.
    private static readonly string Dropped = $"""
        select case when $3 < (
            select min(to_date(right(c.relname, 7), 'YYYY_MM'))::timestamp at time zone 'UTC'
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass and c.relname ~ '_\d\d\d\d_\d\d$')
          then not exists (select from generate_series(0, {GovernanceDb.Lanes - 1}) l(lane) cross join lateral (
            select 1 from events e where e.lane = l.lane and (e.xid, e.position) <= ($1, $2) limit 1) kept)
          else false end
        """;

    private const string Horizon = "select event_horizon()";

    // Above every transaction that has begun; event_horizon() counts alike.
    private const string Now = "select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + ahead)::text::xid8 from event_log";

    private static readonly string End = $"""
        select last.xid, last.position, last.recorded_at
        from (select event_horizon() as horizon) h cross join generate_series(0, {GovernanceDb.Lanes - 1}) l(lane) cross join lateral (
          select e.xid, e.position, e.recorded_at from events e where e.lane = l.lane and e.xid < h.horizon order by e.xid desc, e.position desc limit 1) last
        order by last.xid desc, last.position desc limit 1
        """;
}

/// <summary>What a reader of the log gets at once.</summary>
/// <param name="Events">What the filter let through, in order; perhaps nothing.</param>
/// <param name="Reached">Everything up to here was looked at.</param>
/// <param name="Live">The end of the log: nothing more had happened.</param>
internal readonly record struct TailPage(IReadOnlyList<LoggedEvent> Events, EventPosition Reached, bool Live);
