using Npgsql;

namespace Governance.Load;

/// <summary>What a service's background work has still to do.</summary>
internal static class EventLog
{
    // Readers go by (xid, position) in each lane. The board is Grid's alone.
    private static string Waiting(string lanes, string xid, string position) => $"""
        select coalesce(bool_or(e.xid is not null and ((e.xid, e.position) > (r.{xid}, r.{position}))), false) from {lanes} r
        left join lateral (select xid, position from events where lane = r.lane order by xid desc, position desc limit 1) e on true
        """;

    /// <summary>Waits until every event has been relayed and, when <paramref name="boardToo"/>, counted by Grid's board as well.</summary>
    public static async Task DrainedAsync(string database, CancellationToken cancel, bool boardToo = true)
    {
        await using var connection = new NpgsqlConnection(database + ";Application Name=load;Pooling=false");
        await connection.OpenAsync(cancel);
        foreach (var sql in boardToo ? new[] { Waiting("relay_lanes", "cursor_xid", "cursor_position"), Waiting("board_lanes", "xid", "position") } : [Waiting("relay_lanes", "cursor_xid", "cursor_position")])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.PrepareAsync(cancel);
            while (await command.ExecuteScalarAsync(cancel) is true) await Task.Delay(20, cancel);
        }
    }
}
