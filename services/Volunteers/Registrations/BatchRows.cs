using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Governance.Volunteers.Registrations;

/// <summary>A checked and sealed row of a batch.</summary>
internal sealed record BatchRow(long Line, Guid Id, Registration Registration);

/// <summary>
/// Named queries: a part of a batch as sets, in the transaction of the context. Who is known is asked in one question; all others are copied as one stream, as psql's \copy would, which takes
/// half of what an insert with "on conflict" costs the server. Two files at once still register nobody twice: the unique index refuses, and the part asks anew.
/// </summary>
internal sealed class BatchRows(VolunteersDb db)
{
    public Task TakeTurnsAsync(Guid batchId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({batchId.ToString()}, 7423))", cancel);

    /// <summary>Registers who is not known, and gives the lines of those who are, with their ids. One who stands twice in the part is known at the second line.</summary>
    public async Task<Dictionary<long, Guid>> InsertAsync(List<BatchRow> rows, DateTimeOffset at, CancellationToken cancel)
    {
        // By the hash, so that two files at once take the numbers in the same order and do not wait for each other for ever; then by line: of two with one number the first is registered.
        rows.Sort((one, other) => HashOf(one).SequenceCompareTo(HashOf(other)) is var order and not 0 ? order : one.Line.CompareTo(other.Line));
        var (known, twins, left) = (new Dictionary<long, Guid>(), new List<(long Line, BatchRow First)>(), new List<BatchRow>(rows.Count));
        foreach (var row in rows)
        {
            if (left is [.., var last] && HashOf(last).SequenceEqual(HashOf(row))) twins.Add((row.Line, last));
            else left.Add(row);
        }
        do
        {
            await FindAsync(left, known, cancel);
            left.RemoveAll(r => known.ContainsKey(r.Line));
        }
        while (left.Count > 0 && !await CopyAsync(left, at, cancel));
        foreach (var (line, first) in twins) known[line] = known.GetValueOrDefault(first.Line, first.Id);
        return known;
    }

    private static ReadOnlySpan<byte> HashOf(BatchRow row) => row.Registration.Person.NumberHash;

    private async Task FindAsync(List<BatchRow> rows, Dictionary<long, Guid> known, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand("select r.line, v.id from unnest($1, $2) as r (line, number_hash) join volunteers v on v.number_hash = r.number_hash", Connection)
        {
            Parameters = { new() { Value = rows.Select(r => r.Line).ToArray() }, new() { Value = rows.Select(r => r.Registration.Person.NumberHash).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) known[reader.GetInt64(0)] = reader.GetGuid(1);
    }

    /// <summary>False: somebody else has registered one of them since they were asked for, and nothing was written.</summary>
    private async Task<bool> CopyAsync(List<BatchRow> rows, DateTimeOffset at, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(nameof(CopyAsync), cancel);
        try
        {
            await using var copy = await Connection.BeginBinaryImportAsync(Copy, cancel);
            foreach (var (_, id, by) in rows)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(id, cancel);
                await copy.WriteAsync(by.Home, cancel);
                await copy.WriteAsync(by.Person.Name, cancel);
                await copy.WriteAsync(by.Person.Number, cancel);
                await copy.WriteAsync(by.Person.NumberHash, cancel);
                await copy.WriteAsync(by.Person.Phone, cancel);
                await copy.WriteAsync((short)by.Birth.Year, cancel);
                await copy.WriteAsync((short)by.Sex, cancel);
                await copy.WriteAsync(by.Skills, NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(by.Languages, NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
                await copy.WriteAsync((short)by.PoliticalStatus, cancel);
                await copy.WriteAsync(by.Veteran, cancel);
                await copy.WriteAsync((short)by.Education, cancel);
                await copy.WriteAsync(by.Available, cancel);
                await WriteAsync(copy, by.Consent?.Name, cancel);
                await WriteAsync(copy, by.Consent?.Phone, cancel);
                await WriteAsync(copy, by.Consent?.Relation, cancel);
                await WriteAsync(copy, by.Consent?.GivenAt, cancel);
                await WriteAsync(copy, by.Consent?.ChildDataAt, cancel);
                await copy.WriteAsync((short)VolunteerState.Active, cancel);
                await copy.WriteAsync(false, cancel);
                await copy.WriteAsync((short)0, cancel);
                await copy.WriteAsync(0L, cancel);
                await copy.WriteAsync((short)GrowthLevel.Volunteer, cancel);
                await copy.WriteAsync(at, cancel);
                await copy.WriteAsync(1, cancel);
                await copy.WriteAsync(0, cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        catch (PostgresException e) when (e.ConstraintName == VolunteerTable.OnePersonOnce)
        {
            await transaction.RollbackToSavepointAsync(nameof(CopyAsync), cancel);
            return false;
        }
        await transaction.ReleaseSavepointAsync(nameof(CopyAsync), cancel);
        return true;
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, CancellationToken cancel) => value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, cancel);

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

    private const string Copy = """
        copy volunteers (id, area, name, number, number_hash, phone, birth_year, sex, skills, languages, political_status, veteran, education, available,
          guardian_name, guardian_phone, guardian_relation, consent_given_at, consent_child_data_at, state, hidden, stars, served_minutes, growth, registered_at, version, event_sequence) from stdin (format binary)
        """;
}
