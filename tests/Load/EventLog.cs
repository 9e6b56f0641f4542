using Npgsql;

namespace Governance.Load;

/// <summary>What Grid's background work has still to do.</summary>
internal static class EventLog
{
    // Both readers go by (xid, position) in each lane.
    private const string Waiting = """
        select coalesce(bool_or(e.xid is not null and ((e.xid, e.position) > (r.cursor_xid, r.cursor_position))), false),
               coalesce(bool_or(e.xid is not null and ((e.xid, e.position) > (b.xid, b.position))), false)
        from relay_lanes r join board_lanes b using (lane)
        left join lateral (select xid, position from events where lane = r.lane order by xid desc, position desc limit 1) e on true
        """;

    /// <summary>Waits until every event has been relayed, and when <paramref name="boardToo"/> counted as well.</summary>
    public static async Task DrainedAsync(string database, CancellationToken cancel, bool boardToo = true)
    {
        await using var connection = new NpgsqlConnection(database + ";Application Name=load;Pooling=false");
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Waiting, connection);
        await command.PrepareAsync(cancel);
        while (true)
        {
            await using (var row = await command.ExecuteReaderAsync(cancel))
            {
                await row.ReadAsync(cancel);
                if (!row.GetBoolean(0) && !(boardToo && row.GetBoolean(1))) return;
            }
            await Task.Delay(20, cancel);
        }
    }
}
