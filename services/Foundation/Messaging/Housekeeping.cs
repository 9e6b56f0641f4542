using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// At start and daily: partitions for the months to come, and an end for what has been kept long enough. One instance at a time (advisory lock); doing it
/// twice is harmless. Whole partitions are dropped, so nothing bloats; a lock that is not had at once is left for the next round, since commands wait behind it.
/// Tables are made and dropped by functions that act as the owner, so the serving role need not be it (<see cref="Access.ServingRole"/>).
/// </summary>
internal sealed partial class Housekeeping(NpgsqlDataSource database, MessagingOptions options, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = TimeSpan.FromDays(1);
            try { await RunAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
                next = TimeSpan.FromMinutes(10);
            }
            await Task.Delay(next, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await ScalarAsync(connection, "select pg_try_advisory_lock(7423002)", cancel) is not true) return;
        try
        {
            await ScalarAsync(connection, "set lock_timeout = '1s'", cancel);
            await ScalarAsync(connection, "select ensure_partitions(2)", cancel);
            foreach (var partition in await OutlivedAsync(connection, cancel))
            {
                try
                {
                    await ScalarAsync(connection, $"select drop_month('{partition}')", cancel);
                    LogDropped(partition);
                }
                // Not relayed yet, or the last migration was told to keep it longer.
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.InsufficientPrivilege) { LogKept(partition, e.MessageText); }
            }
            await DeleteAsync(connection, "requests", options.RequestRetention, cancel);
            await DeleteAsync(connection, "inbox_default", options.InboxRetention, cancel);
        }
        finally
        {
            await ScalarAsync(connection, "reset lock_timeout; select pg_advisory_unlock(7423002)", CancellationToken.None);
        }
    }

    // By age; the function that drops them looks for itself, and at what every lane's cursor has passed.
    private async Task<List<string>> OutlivedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname::text
            from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
            where p.relname in ('events', 'inbox') and p.relnamespace = current_schema()::regnamespace and c.relname ~ '_\d{4}_\d{2}$'
              and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= now() - case p.relname when 'events' then $1::interval else $2::interval end
            order by 1
            """, connection) { Parameters = { new() { Value = options.EventRetention }, new() { Value = options.InboxRetention } } };
        var outlived = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) outlived.Add(reader.GetString(0));
        return outlived;
    }

    // By the clock that wrote the rows: where it is not the database's, a row would be gone before its retry comes.
    private async Task DeleteAsync(NpgsqlConnection connection, string table, string retention, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"delete from {table} where ctid in (select ctid from {table} where at < $2 - $1::interval limit 2000)", connection)
        {
            Parameters = { new() { Value = retention }, new() { Value = clock.GetUtcNow() } },
        };
        while (await command.ExecuteNonQueryAsync(cancel) > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    [LoggerMessage(1, LogLevel.Information, "Dropped {Partition}: its retention has passed")]
    private partial void LogDropped(string partition);

    [LoggerMessage(2, LogLevel.Warning, "{Partition} has outlived its retention and is kept: {Why}")]
    private partial void LogKept(string partition, string why);

    [LoggerMessage(3, LogLevel.Warning, "Housekeeping failed; next try in ten minutes")]
    private partial void LogFailed(Exception e);
}
