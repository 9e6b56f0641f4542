using Governance.Access;
using Governance.Volunteers.Activities;
using Governance.Volunteers.Protection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.CallUps;

/// <summary>
/// Named query: calls up trained volunteers as one set, in the transaction of the context. It goes from the trainings of the place (an index that holds all it asks) to the volunteers, those
/// first who were trained last, and ends with as many as are wanted: a province that is hit costs no more rows than a town.
/// </summary>
internal sealed class CallUpRows(VolunteersDb db)
{
    private const int FullAge = 18;

    /// <summary>Everybody of full age who is at home in the place, active, and trained in every course on this day, up to so many. Gives who was called up.</summary>
    public async Task<List<Guid>> CallAsync(Need need, Area place, DateOnly day, int most, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand { Connection = (NpgsqlConnection)db.Database.GetDbConnection() };
        // Of the birth date only the year is known: of age for certain in the year after the eighteenth birthday.
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = place.Code }, new() { Value = place.End }, new() { Value = day }, new() { Value = day.Year - FullAge }, new() { Value = most },
            new() { Value = Enumerable.Range(0, most).Select(_ => Guid.CreateVersion7(at)).ToArray() }, new() { Value = need.Id }, new() { Value = at }]);
        command.CommandText = Call([.. need.RequiredTrainings.Select(course =>
        {
            command.Parameters.Add(new NpgsqlParameter { Value = course });
            return command.Parameters.Count;
        })]);
        var called = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) called.Add(rows.GetGuid(0));
        return called;
    }

    private static string Call(IReadOnlyList<int> courses)
    {
        // Of a volunteer and course one training stands, so that a join doubles nobody.
        var others = string.Concat(courses.Skip(1).Select(c => $"\n  join trainings t{c} on t{c}.volunteer_id = t.volunteer_id and t{c}.course_code = ${c} and {ShiftProtection.Holds($"t{c}", "$3")}"));
        return $"""
            with trained as (
              select v.id, v.area, v.owner from trainings t join volunteers v on v.id = t.volunteer_id{others}
              where t.course_code = ${courses[0]} and t.area >= $1 and t.area < $2 and {ShiftProtection.Holds("t", "$3")}
                and v.area >= $1 and v.area < $2 and v.state = 1 and not v.hidden and v.birth_year < $4
              order by t.train_date desc, t.volunteer_id limit $5)
            insert into call_ups (id, area, need_id, volunteer_id, owner, state, called_at, version, event_sequence)
            select ($6::uuid[])[row_number() over ()], area, $7, id, owner, 1, $8, 1, 0 from trained returning volunteer_id
            """;
    }
}
