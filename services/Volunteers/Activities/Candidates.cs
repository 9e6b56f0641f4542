using Governance.Access;
using Governance.Messaging;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

/// <summary>Somebody who might fit, and which of the required courses they are trained in.</summary>
internal sealed record Candidate(Guid Id, string Area, byte[] Name, List<string> Skills, List<string> Languages, int Available, int Served, int NoShows, List<string> Trained);

/// <summary>
/// Named query: who might fit, ring by ring around a community. In each ring those with every wanted skill come before those with one of them, and those with the required trainings before
/// all others; a ring ends at so many rows, so that the cost depends on the rings and not on how many volunteers a city has.
/// </summary>
internal sealed class Candidates(NpgsqlDataSource source, VolunteerWire wire)
{
    private const int Ring = 300;

    public async Task<List<Candidate>> NearAsync(string place, List<string> skills, List<string> courses, DateOnly day, IReadOnlyList<Area> areas, CancellationToken cancel)
    {
        var query = new NpgsqlBatchCommand { Parameters = { new() { Value = skills.ToArray() }, new() { Value = Ring } } };
        if (courses.Count > 0) query.Parameters.AddRange((NpgsqlParameter[])[new() { Value = courses.ToArray() }, new() { Value = day }]);
        int Next(string code)
        {
            query.Parameters.Add(new NpgsqlParameter { Value = code });
            return query.Parameters.Count;
        }
        var rings = new List<string>();
        Area? inner = null;
        foreach (var length in (int[])[12, 9, 6, 4])
        {
            if (!Area.TryParse(place[..length], out var ring)) continue;
            // Where the caller sees nothing nothing is looked for: a county's clerk would have a whole city read for no name.
            var seen = areas.Any(a => a.Covers(ring.Code)) ? [ring] : areas.Where(a => ring.Covers(a.Code) && inner?.Covers(a.Code) != true).ToList();
            foreach (var part in seen) rings.Add(OfRing(Next(part.Code), Next(part.End), inner is { } i ? (Next(i.Code), Next(i.End)) : null, ordered: length > 6, courses.Count));
            inner = ring;
        }
        if (rings.Count == 0) return [];
        query.CommandText = $"with found as ({string.Join(" union all ", rings)}) {Known(courses.Count > 0)}";
        await using var batch = source.CreateBatch();
        foreach (var setting in GovernanceDb.PlanningAnew) batch.BatchCommands.Add(new NpgsqlBatchCommand(setting));
        batch.BatchCommands.Add(query);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        for (var settings = GovernanceDb.PlanningAnew.Count; settings > 0; settings--) await rows.NextResultAsync(cancel);
        var found = new Dictionary<Guid, Candidate>();
        while (await rows.ReadAsync(cancel))
        {
            // Who is near with a skill and trained as well comes by both ways.
            found.TryAdd(rows.GetGuid(0), new Candidate(rows.GetGuid(0), rows.GetString(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<List<string>>(3), rows.GetFieldValue<List<string>>(4), rows.GetInt32(5), rows.GetInt32(6), rows.GetInt32(7), rows.GetFieldValue<List<string>>(8)));
        }
        return [.. found.Values];
    }

    /// <summary>Masked names for those who are shown, and only for them.</summary>
    public void Name(IEnumerable<Wire.Match> matches, List<Candidate> found)
    {
        var names = found.ToDictionary(c => c.Id.ToString(), c => c.Name);
        foreach (var match in matches) match.NameMasked = Mask.Name(wire.OpenName(names[match.VolunteerId]));
    }

    private static string Known(bool trained) => $"""
        select f.id, f.area, f.name, f.skills, f.languages, f.available, coalesce(r.served, 0), coalesce(r.no_shows, 0),
          {(trained ? $"array(select t.course_code::text from trainings t where t.volunteer_id = f.id and t.course_code = any($3) and {ShiftProtection.Holds("t", "$4")})" : "'{}'::text[]")}
        from found f left join lateral (
          select (count(*) filter (where s.state = 5))::int as served, (count(*) filter (where s.state = 6))::int as no_shows from (
            select state from sign_ups s where s.volunteer_id = f.id and s.state in (5, 6) order by s.id desc limit 50) s) r on true
        """;

    // $1 skills, $2 rows a ring, $3 courses, $4 the day. Community and town are small enough to put the best first; of county and city only those with every skill and every training are
    // looked at, and no more than fill the ring. Of a volunteer and course one training stands, so that a join doubles nobody and the planner may begin with whichever is rarer.
    private static string OfRing(int from, int beyond, (int From, int Beyond)? inner, bool ordered, int courses)
    {
        string Trained(string t) => $"{t}.area >= ${from} and {t}.area < ${beyond} and {ShiftProtection.Holds(t, "$4")}";
        var everyTraining = ordered ? "" : string.Concat(Enumerable.Range(1, courses).Select(n => $" join trainings t{n} on t{n}.volunteer_id = v.id and t{n}.course_code = ($3)[{n}] and {Trained($"t{n}")}"));
        var there = $"v.area >= ${from} and v.area < ${beyond}{(inner is var (f, b) ? $" and not (v.area >= ${f} and v.area < ${b})" : "")} and v.state = 1 and not v.hidden";
        var ring = $"""
            (select {Columns} from volunteers v{everyTraining} where {there}
              and {(ordered ? "(v.skills && $1 or cardinality($1) = 0) order by v.skills @> $1 desc, cardinality(v.skills) desc" : "v.skills @> $1")} limit $2)
            """;
        // The trained by themselves, each found by its key. Joined with the place they were tried, and the planner, which takes a town for a handful of rows, went through all pairs of the two.
        return !ordered || courses == 0 ? ring : $"""
            {ring} union all (select {Columns} from (select t.volunteer_id, count(*) as trained from trainings t where t.course_code = any($3) and {Trained("t")} group by 1) t
              cross join lateral (select * from volunteers where id = t.volunteer_id offset 0) v
              where {there} order by t.trained desc, v.skills @> $1 desc, cardinality(v.skills) desc limit $2)
            """;
    }

    private const string Columns = "v.id, v.area, v.name, v.skills, v.languages, v.available";
}
