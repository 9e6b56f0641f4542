using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Governance.Volunteers.Registrations;

/// <summary>A checked and sealed row of a batch.</summary>
internal sealed record BatchRow(long Line, Guid Id, Registration Registration);

/// <summary>
/// Named queries: a part of a batch as sets, in the transaction of the context. The rows go as arrays into one insert; who is known already is left out by the unique index, not by a
/// look beforehand, so that two files at once register nobody twice. Per row neither a statement nor a round trip.
/// </summary>
internal sealed class BatchRows(VolunteersDb db)
{
    public Task TakeTurnsAsync(Guid batchId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({batchId.ToString()}, 7423))", cancel);

    /// <summary>Registers who is not known, and gives the lines of those who are, with their ids. One who stands twice in the part is known at the second line.</summary>
    public async Task<Dictionary<long, Guid?>> InsertAsync(List<BatchRow> rows, DateTimeOffset at, CancellationToken cancel)
    {
        var known = new Dictionary<long, Guid?>();
        if (rows.Count == 0) return known;
        await using var command = Command(Insert);
        void Add<T>(NpgsqlDbType type, Func<BatchRow, T> value) => command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(NpgsqlDbType.Bigint, r => r.Line);
        Add(NpgsqlDbType.Uuid, r => r.Id);
        Add(NpgsqlDbType.Text, r => r.Registration.Home);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Person.Name);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Person.Number);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Person.NumberHash);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Person.Phone);
        Add(NpgsqlDbType.Smallint, r => (short)r.Registration.Birth.Year);
        Add(NpgsqlDbType.Smallint, r => (short)r.Registration.Sex);
        // Arrays of arrays must be even, so lists go as text: codes hold neither commas nor braces.
        Add(NpgsqlDbType.Text, r => "{" + string.Join(',', r.Registration.Skills) + "}");
        Add(NpgsqlDbType.Text, r => "{" + string.Join(',', r.Registration.Languages) + "}");
        Add(NpgsqlDbType.Smallint, r => (short)r.Registration.PoliticalStatus);
        Add(NpgsqlDbType.Boolean, r => r.Registration.Veteran);
        Add(NpgsqlDbType.Smallint, r => (short)r.Registration.Education);
        Add(NpgsqlDbType.Integer, r => r.Registration.Available);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Consent?.Name);
        Add(NpgsqlDbType.Bytea, r => r.Registration.Consent?.Phone);
        Add(NpgsqlDbType.Text, r => r.Registration.Consent?.Relation);
        Add(NpgsqlDbType.TimestampTz, r => r.Registration.Consent?.GivenAt);
        Add(NpgsqlDbType.TimestampTz, r => r.Registration.Consent?.ChildDataAt);
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) known[reader.GetInt64(0)] = await reader.IsDBNullAsync(1, cancel) ? null : reader.GetGuid(1);
        return known;
    }

    public async Task InsertAsync(List<RowVerdict> verdicts, CancellationToken cancel)
    {
        if (verdicts.Count == 0) return;
        await using var copy = await Connection.BeginBinaryImportAsync("copy row_verdicts (batch_id, line, known, volunteer_id, problems) from stdin (format binary)", cancel);
        foreach (var verdict in verdicts)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(verdict.BatchId, cancel);
            await copy.WriteAsync(verdict.Line, cancel);
            await copy.WriteAsync(verdict.Known, cancel);
            if (verdict.VolunteerId is { } id) await copy.WriteAsync(id, cancel);
            else await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(verdict.Problems, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlCommand Command(string sql) => new(sql, Connection);

    // By the hash, so that two files at once take the numbers in the same order and do not wait for each other for ever; then by line: of two with one number the first is registered. Who is known already is looked for only where nothing was inserted.
    private const string Insert = """
        with rows as (
          select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) as r (
            line, id, area, name, number, number_hash, phone, birth_year, sex, skills, languages, political_status, veteran, education, available,
            guardian_name, guardian_phone, guardian_relation, consent_given_at, consent_child_data_at)),
        registered as (
          insert into volunteers (id, area, name, number, number_hash, phone, birth_year, sex, skills, languages, political_status, veteran, education, available,
            guardian_name, guardian_phone, guardian_relation, consent_given_at, consent_child_data_at, state, hidden, stars, served_minutes, growth, registered_at, version, event_sequence)
          select id, area, name, number, number_hash, phone, birth_year, sex, skills::text[], languages::text[], political_status, veteran, education, available,
            guardian_name, guardian_phone, guardian_relation, consent_given_at, consent_child_data_at, 1, false, 0, 0, 1, $21, 1, 0
          from rows order by number_hash, line
          on conflict (number_hash) do nothing returning id, number_hash)
        select r.line, coalesce((select id from volunteers v where v.number_hash = r.number_hash), (select id from registered i where i.number_hash = r.number_hash))
        from rows r where not exists (select from registered i where i.id = r.id)
        """;
}
