using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.PartyBuilding.Members;

/// <summary>A checked and sealed row of a batch.</summary>
internal sealed record RosterEntry(long Line, Guid Id, Guid OrganizationId, SealedMember Person, int BirthYear, MemberSex Sex, MemberState State, DateOnly StateSince, DateOnly? JoinedOn) : IntakeRow(Line);

/// <summary>
/// From which day on a division's rosters are no longer taken as they are, and until when what began before is entered at all; null = operators have set no end. Data, without an rpc: whoever could
/// move either could leave out every review and every step.
/// </summary>
internal sealed record RosterDay(string Area, DateOnly Day, DateOnly? Until)
{
    public static RosterDay None { get; } = new("", DateOnly.MinValue, null);

    /// <summary>What began on a day is entered as the rosters have it.</summary>
    public bool Takes(DateOnly began, DateOnly today) => began < Day && (Until is not { } until || today <= until);
}

/// <summary>
/// Named queries: a part of a batch as sets, in the transaction of the context. Who is known already is left out by the unique index, not by a look beforehand, so that two files at once enter nobody twice;
/// the numbers are taken in the order of their hashes, so that two files do not wait for each other for ever.
/// </summary>
internal sealed class RosterRows(PartyDb db)
{
    /// <summary>The roster day of a division, the nearest one's: what began earlier is taken as the rosters have it while they are taken, what began then or later goes the ordinary way. None: all of it.</summary>
    public async Task<Func<string, RosterDay>> DaysAsync(CancellationToken cancel)
    {
        var days = await db.Database.SqlQuery<RosterDay>($"select area, day, until from roster_days order by length(area) desc").ToListAsync(cancel);
        return area => days.Find(d => area.StartsWith(d.Area, StringComparison.Ordinal)) ?? RosterDay.None;
    }

    public Task TakeTurnsAsync(Guid batchId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({batchId.ToString()}, 7424))", cancel);

    /// <summary>One file of committees or workers after the other, in the whole province: there are some hundred a year.</summary>
    public Task TakeTurnsWithPeopleAsync(CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(7424004)", cancel);

    /// <summary>Enters who is not known, and gives the lines of those who are, with their ids. One who stands twice in the part is known at the second line.</summary>
    public async Task<Dictionary<long, Guid>> InsertAsync(IReadOnlyList<RosterEntry> rows, IReadOnlyDictionary<Guid, string> areas, CancellationToken cancel)
    {
        var known = new Dictionary<long, Guid>();
        if (rows.Count == 0) return known;
        await using var command = new NpgsqlCommand(Insert, Connection);
        void Add<T>(Func<RosterEntry, T> value) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(value)] });
        Add(r => r.Line);
        Add(r => r.Id);
        Add(r => r.OrganizationId);
        Add(r => areas[r.OrganizationId]);
        Add(r => r.Person.Name);
        Add(r => r.Person.Number);
        Add(r => r.Person.NumberHash);
        Add(r => r.Person.Phone);
        Add(r => (short)r.BirthYear);
        Add(r => (short)r.Sex);
        Add(r => (short)r.State);
        Add(r => r.StateSince);
        Add(r => r.JoinedOn);
        var late = new List<long>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                if (await reader.IsDBNullAsync(1, cancel)) late.Add(reader.GetInt64(0));
                else known[reader.GetInt64(0)] = reader.GetGuid(1);
            }
        }
        // Entered by somebody else while this statement waited for them: its snapshot does not show them, the next one does.
        foreach (var row in rows.Where(r => late.Contains(r.Line)))
        {
            await using var find = new NpgsqlCommand("select id from members where number_hash = $1", Connection) { Parameters = { new() { Value = row.Person.NumberHash } } };
            known[row.Line] = (Guid)(await find.ExecuteScalarAsync(cancel))!;
        }
        return known;
    }

    public async Task InsertAsync(IReadOnlyCollection<MemberVerdict> verdicts, CancellationToken cancel)
    {
        if (verdicts.Count == 0) return;
        await using var copy = await Connection.BeginBinaryImportAsync("copy member_verdicts (batch_id, line, known, member_id, problems) from stdin (format binary)", cancel);
        foreach (var verdict in verdicts)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(verdict.BatchId, cancel);
            await copy.WriteAsync(verdict.Line, cancel);
            await copy.WriteAsync(verdict.Known, cancel);
            if (verdict.MemberId is { } id) await copy.WriteAsync(id, cancel);
            else await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(verdict.Problems, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    // Who stands twice in the part is looked for among those whom this statement has entered.
    private const string Insert = """
        with rows as (
          select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as r (
            line, id, organization_id, area, name, number, number_hash, phone, birth_year, sex, state, state_since, joined_on)),
        entered as (
          insert into members (id, organization_id, area, name, number, number_hash, phone, birth_year, sex, state, state_since, joined_on, step_count, version, event_sequence)
          select id, organization_id, area, name, number, number_hash, phone, birth_year, sex, state, state_since, joined_on, 0, 1, 0 from rows order by number_hash, line
          on conflict (number_hash) do nothing returning id, number_hash)
        select r.line, coalesce((select id from members m where m.number_hash = r.number_hash), (select id from entered e where e.number_hash = r.number_hash))
        from rows r where not exists (select from entered e where e.id = r.id)
        """;
}
