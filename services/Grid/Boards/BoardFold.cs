using System.Text.Json;
using Governance.Events.Grid.V1;
using Governance.Messaging;
using Governance.Rpc;
using Npgsql;
using NpgsqlTypes;

namespace Governance.Grid.Boards;

/// <summary>
/// Folds the event log into the figures of <see cref="GetBoard"/>: per level, place, category group and day or month. Counting in the commands themselves
/// was rejected: every intake of a county would wait for one hot row. Figures and cursor move in one transaction, so a kill loses and doubles nothing,
/// and of several replicas one folds.
/// </summary>
internal sealed partial class BoardFold(NpgsqlDataSource source, ILogger<BoardFold> logger) : BackgroundService
{
    private const int Batch = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] Types = [.. new[]
    {
        typeof(CallOpened), typeof(CallTriaged), typeof(CallAccepted), typeof(CallOverdue), typeof(CallResolved), typeof(CallEvaluated), typeof(CallClosed), typeof(CallReopened), typeof(CallMoved),
    }.Select(EventType.NameOf)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await FoldAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
            if (!more) await Task.Delay(Pause, TimeProvider.System, stoppingToken);
        }
    }

    /// <summary>One batch of every lane, unless another replica is folding. True when there may be more.</summary>
    internal async Task<bool> FoldAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One replica folds. Not by row locks: they would give this transaction an id while it reads, and hold the horizon of the whole log for as long.
        await using (var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock(7423010)", connection, transaction))
        {
            if (await turn.ExecuteScalarAsync(cancel) is not true) return false;
        }
        var counts = new Dictionary<(short Level, string Area, string Group, char Grain, DateOnly From), int[]>();
        var (read, cursors) = (0, new Dictionary<short, (ulong Xid, long Position, DateTime At)>());
        await using (var command = new NpgsqlCommand(Read, connection, transaction) { Parameters = { new() { Value = Batch } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                read++;
                cursors[rows.GetInt16(0)] = (rows.GetFieldValue<ulong>(1), rows.GetInt64(2), rows.GetDateTime(3));
                var type = rows.GetString(4);
                if (!Types.Contains(type)) continue;
                try
                {
                    Count(type, rows.GetString(5), rows.GetFieldValue<DateTimeOffset>(6), rows.GetString(7), counts);
                }
                catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
                {
                    // It will be no more readable at the next try: the board goes on without it, and says so.
                    LogUnreadable(e, type, cursors[rows.GetInt16(0)].Position);
                }
            }
        }
        if (read == 0) return false;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (lane, at) in cursors)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update board_lanes set xid = $2, position = $3, at = $4 where lane = $1")
            {
                Parameters = { new() { Value = lane }, new() { Value = at.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = at.Position }, new() { Value = at.At } },
            });
        }
        if (counts.Count > 0) batch.BatchCommands.Add(Upsert(counts));
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return read >= Batch;
    }

    private static void Count(string type, string area, DateTimeOffset at, string payload, Dictionary<(short, string, string, char, DateOnly), int[]> counts)
    {
        using var json = JsonDocument.Parse(payload);
        var e = json.RootElement;
        var group = Group(e, "category");
        switch (type[(type.LastIndexOf('.') + 1)..])
        {
            case nameof(CallOpened):
                Add(group, at, Figure.Opened, 1);
                break;
            case nameof(CallTriaged) when Group(e, "previousCategory") is var before && before != group:
                // The call now counts under its new group, on the day it came in and in the place that took it in.
                var opened = e.GetProperty("openedAt").GetDateTimeOffset();
                var openedIn = Text(e, "openedIn") ?? area;
                AddIn(openedIn, before, opened, Figure.Opened, -1);
                AddIn(openedIn, group, opened, Figure.Opened, 1);
                if (e.TryGetProperty("movedAt", out var moved) && moved.ValueKind == JsonValueKind.String)
                {
                    Move(openedIn, area, before, moved.GetDateTimeOffset(), -1);
                    Move(openedIn, area, group, moved.GetDateTimeOffset(), 1);
                }
                break;
            case nameof(CallAccepted):
                Add(group, at, Figure.Accepted, 1);
                if (e.GetProperty("onTime").GetBoolean()) Add(group, at, Figure.AcceptedOnTime, 1);
                break;
            case nameof(CallOverdue):
                if (e.GetProperty("firstMiss").GetBoolean()) Add(group, at, Figure.Overdue, 1);
                if (e.GetProperty("limit").GetString() == "Accept") Add(group, at, Figure.AcceptMissed, 1);
                break;
            case nameof(CallResolved):
                Add(group, at, Figure.Resolved, 1);
                if (e.GetProperty("onTime").GetBoolean()) Add(group, at, Figure.ResolvedOnTime, 1);
                break;
            case nameof(CallEvaluated):
                Add(group, at, Figure.Evaluated, 1);
                if (e.GetProperty("score").GetInt32() >= 3) Add(group, at, Figure.Satisfied, 1);
                break;
            case nameof(CallClosed):
                Add(group, at, Figure.Closed, 1);
                // More people said the same: counted where and when it was taken in, so that a period has as many things as calls without these.
                if (e.TryGetProperty("mergedIntoId", out var into) && into.ValueKind == JsonValueKind.String) AddIn(Text(e, "openedIn") ?? area, group, Uuid7.TimeOf(e.GetProperty("callId").GetGuid()), Figure.Merged, 1);
                break;
            case nameof(CallReopened) when e.GetProperty("wasClosed").GetBoolean():
                Add(group, at, Figure.Reopened, 1);
                break;
            case nameof(CallMoved) when e.GetProperty("open").GetBoolean():
                Move(e.GetProperty("formerArea").GetString()!, area, group, at, 1);
                break;
        }

        void Add(string of, DateTimeOffset when, Figure figure, int by) => AddIn(area, of, when, figure, by);

        // It was taken in where it was taken in; only among the open ones does it count elsewhere from then on.
        void Move(string from, string to, string of, DateTimeOffset when, int by)
        {
            AddIn(from, of, when, Figure.Moved, -by);
            AddIn(to, of, when, Figure.Moved, by);
        }

        void AddIn(string area, string of, DateTimeOffset when, Figure figure, int by)
        {
            var day = ChinaTime.DateOf(when);
            foreach (var length in (ReadOnlySpan<short>)[4, 6, 9, 12])
            {
                if (area.Length < length) continue;
                foreach (var (grain, from) in (ReadOnlySpan<(char, DateOnly)>)[('d', day), ('m', new DateOnly(day.Year, day.Month, 1))])
                {
                    var key = (length, area[..length], of, grain, from);
                    if (!counts.TryGetValue(key, out var row)) counts[key] = row = new int[Enum.GetValues<Figure>().Length];
                    row[(int)figure] += by;
                }
            }
        }
    }

    private static string Group(JsonElement e, string property) =>
        e.TryGetProperty(property, out var category) && category.ValueKind == JsonValueKind.String && category.GetString() is { Length: >= 2 } code ? code[..2] : "";

    private static string? Text(JsonElement e, string property) => e.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static NpgsqlBatchCommand Upsert(Dictionary<(short Level, string Area, string Group, char Grain, DateOnly From), int[]> counts)
    {
        // In key order, so that two folds at once cannot lock each other out.
        var rows = counts.OrderBy(c => c.Key.Level).ThenBy(c => c.Key.Grain).ThenBy(c => c.Key.Area, StringComparer.Ordinal).ThenBy(c => c.Key.From).ThenBy(c => c.Key.Group, StringComparer.Ordinal).ToList();
        var columns = Enum.GetValues<Figure>().Select(f => f.ToString().ToSnake()).ToList();
        var command = new NpgsqlBatchCommand($"""
            insert into call_figures (level, grain, area, period, category, {string.Join(", ", columns)})
            select * from unnest($1, $2, $3, $4, $5, {string.Join(", ", columns.Select((_, i) => $"${i + 6}"))})
            on conflict (level, grain, area, period, category) do update set {string.Join(", ", columns.Select(c => $"{c} = call_figures.{c} + excluded.{c}"))}
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = rows.Select(r => r.Key.Level).ToArray() }, new() { Value = rows.Select(r => r.Key.Grain.ToString()).ToArray() }, new() { Value = rows.Select(r => r.Key.Area).ToArray() },
            new() { Value = rows.Select(r => r.Key.From).ToArray() }, new() { Value = rows.Select(r => r.Key.Group).ToArray() },
            .. Enum.GetValues<Figure>().Select(f => new NpgsqlParameter { Value = rows.Select(r => (long)r.Value[(int)f]).ToArray() })]);
        return command;
    }

    // Below the snapshot horizon, as the relay reads: a transaction that commits late is not skipped.
    private const string Read = """
        with lanes as (select lane, xid, position, at from board_lanes)
        select e.lane, e.xid, e.position, e.recorded_at, e.type, e.area, e.occurred_at, e.payload
        from lanes l cross join lateral (
          select lane, xid, position, recorded_at, type, area, occurred_at, payload::text as payload from events e
          where e.lane = l.lane and (e.xid, e.position) > (l.xid, l.position) and e.xid < event_horizon() and e.recorded_at >= l.at - interval '1 day'
          order by e.xid, e.position limit $1) e
        order by e.lane, e.xid, e.position
        """;

    [LoggerMessage(1, LogLevel.Error, "The board could not be folded; it goes on where it stood")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The board leaves out an event {Type} that it cannot read, at position {Position}")]
    private partial void LogUnreadable(Exception e, string type, long position);
}

/// <summary>What is counted; also the columns of call_figures, in this order.</summary>
internal enum Figure { Opened, Closed, Reopened, Overdue, Accepted, AcceptedOnTime, Resolved, ResolvedOnTime, Evaluated, Satisfied, AcceptMissed, Moved, Merged }

internal static class FigureColumns
{
    public static string ToSnake(this string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
