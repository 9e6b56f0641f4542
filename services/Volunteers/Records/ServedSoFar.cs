using Governance.Rpc;
using Npgsql;

namespace Governance.Volunteers.Records;

/// <summary>Named query: the sum of a volunteer's records, so that a paper always equals them. Asked only about a volunteer whom the slice has found inside the caller's areas.</summary>
internal sealed class ServedSoFar(NpgsqlDataSource source)
{
    public async Task<Served> OfAsync(Guid volunteerId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select coalesce(sum(minutes), 0)::bigint, count(*)::int, min(starts_at), max(ends_at) from service_records r
            where volunteer_id = $1 and minutes > 0 and not exists (select from service_records b where b.reverses = r.id)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = volunteerId });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetInt64(0) == 0 ? new Served(0, 0, default, default)
            : new Served(row.GetInt64(0), row.GetInt32(1), ChinaTime.DateOf(row.GetFieldValue<DateTimeOffset>(2)), ChinaTime.DateOf(row.GetFieldValue<DateTimeOffset>(3)));
    }
}
