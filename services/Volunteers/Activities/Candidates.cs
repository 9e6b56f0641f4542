using Governance.Access;
using Governance.Volunteers.Registrations;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

/// <summary>Somebody who might fit.</summary>
internal sealed record Candidate(Guid Id, string Area, byte[] Name, List<string> Skills, List<string> Languages, int Available, int Served, int NoShows);

/// <summary>
/// Named query: who might fit, ring by ring around a community. In each ring those with every wanted skill come before those with one of them; a ring ends at so many rows, so
/// that the cost depends on the rings and not on how many volunteers a city has.
/// </summary>
internal sealed class Candidates(NpgsqlDataSource source, VolunteerWire wire)
{
    private const int Ring = 300;

    public async Task<List<Candidate>> NearAsync(string place, List<string> skills, IReadOnlyList<Area> areas, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        // Planned anew each time: whether few or millions have a skill decides between the index of skills and that of areas, and a prepared plan does not know.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('plan_cache_mode', 'force_custom_plan', true)"));
        var query = new NpgsqlBatchCommand(Query);
        query.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = skills.ToArray() }, new() { Value = Ring },
            .. ((int[])[12, 9, 6, 4]).SelectMany(length => Area.TryParse(place[..length], out var ring) ? new[] { ring.Code, ring.End } : []).Select(code => new NpgsqlParameter { Value = code }),
            new() { Value = areas.Select(a => a.Code).ToArray() }, new() { Value = areas.Select(a => a.End).ToArray() }]);
        batch.BatchCommands.Add(query);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);
        var found = new List<Candidate>();
        while (await rows.ReadAsync(cancel))
        {
            found.Add(new Candidate(rows.GetGuid(0), rows.GetString(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<List<string>>(3), rows.GetFieldValue<List<string>>(4), rows.GetInt32(5), rows.GetInt32(6), rows.GetInt32(7)));
        }
        return found;
    }

    /// <summary>Masked names for those who are shown, and only for them.</summary>
    public void Name(IEnumerable<Wire.Match> matches, List<Candidate> found)
    {
        var names = found.ToDictionary(c => c.Id.ToString(), c => c.Name);
        foreach (var match in matches) match.NameMasked = Mask.Name(wire.OpenName(names[match.VolunteerId]));
    }

    // $1 skills, $2 rows a ring, $3/$4 community and its end, $5/$6 town, $7/$8 county, $9/$10 city, $11/$12 the caller's areas and their ends. Community and town are small enough to
    // put the best first; of county and city only those with every skill are looked at, and no more than fill the ring.
    private static readonly string Query = $"""
        with found as (
          ({OfRing(3, null, ordered: true)}) union all ({OfRing(5, 3, ordered: true)}) union all ({OfRing(7, 5, ordered: false)}) union all ({OfRing(9, 7, ordered: false)}))
        select f.id, f.area, f.name, f.skills, f.languages, f.available, coalesce(r.served, 0), coalesce(r.no_shows, 0)
        from found f left join lateral (
          select (count(*) filter (where s.state = 5))::int as served, (count(*) filter (where s.state = 6))::int as no_shows from (
            select state from sign_ups s where s.volunteer_id = f.id and s.state in (5, 6) order by s.id desc limit 50) s) r on true
        """;

    private static string OfRing(int at, int? inner, bool ordered) => $"""
        select id, area, name, skills, languages, available from volunteers v
        where area >= ${at} and area < ${at + 1}{(inner is { } i ? $" and not (area >= ${i} and area < ${i + 1})" : "")} and state = 1 and not hidden
          and exists (select from unnest($11::text[], $12::text[]) as mine (code, beyond) where v.area >= mine.code and v.area < mine.beyond)
          and {(ordered ? "(skills && $1 or cardinality($1) = 0) order by skills @> $1 desc, cardinality(skills) desc" : "skills @> $1")} limit $2
        """;
}
