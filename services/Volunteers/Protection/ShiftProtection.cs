using Governance.Rpc;
using Governance.Volunteers.Activities;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.Protection;

/// <summary>
/// Named query: which covers and trainings somebody lacks on any day of a shift. One piece of SQL for the sign-up, the waiting list and the check-in, so that they cannot come to differ. Two
/// covers that follow each other count as one: what matters is that no day is without.
/// </summary>
internal sealed class ShiftProtection(VolunteersDb db)
{
    /// <summary>Days in China on which a shift falls; one that ends at midnight does not touch the next day.</summary>
    public static DateOnly[] DaysOf(DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        var (first, last) = (ChinaTime.DateOf(startsAt), ChinaTime.DateOf(endsAt - TimeSpan.FromMicroseconds(1)));
        return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
    }

    /// <summary>Refuses with everything that the volunteer lacks.</summary>
    public async Task CheckAsync(Activity activity, Guid volunteerId, DateTimeOffset startsAt, DateTimeOffset endsAt, CancellationToken cancel)
    {
        if (!activity.IsRisky) return;
        var (covers, courses) = (new List<CoverKind>(), new List<string>());
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand(Lacking("$1", kinds: 2, courses: 3, days: 4), (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = volunteerId } } };
            command.Parameters.AddRange(Needed(activity, startsAt, endsAt));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                if (await rows.IsDBNullAsync(1, cancel)) covers.Add((CoverKind)rows.GetInt32(0));
                else courses.Add(rows.GetString(1));
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        if (covers.Count + courses.Count == 0) return;
        var names = await db.Courses.Where(c => courses.Contains(c.Code)).ToDictionaryAsync(c => c.Code, c => c.Name, cancel);
        throw CoverRefusals.Missing([.. covers.Order()], [.. courses.Order(StringComparer.Ordinal).Select(c => (c, names.GetValueOrDefault(c, c)))]);
    }

    /// <summary>What an activity needs, as the three parameters of <see cref="Lacking"/>.</summary>
    public static NpgsqlParameter[] Needed(Activity activity, DateTimeOffset startsAt, DateTimeOffset endsAt) =>
        [new() { Value = activity.NeedsCover.Select(k => (int)k).ToArray() }, new() { Value = activity.RequiredTrainings.ToArray() }, new() { Value = DaysOf(startsAt, endsAt) }];

    /// <summary>A row for each cover (first column) and each training (second) that the volunteer lacks.</summary>
    /// <param name="volunteer">The volunteer, in SQL.</param>
    /// <param name="kinds">Number of the parameter with the kinds of cover.</param>
    /// <param name="courses">Number of the parameter with the codes of courses.</param>
    /// <param name="days">Number of the parameter with the days.</param>
    public static string Lacking(string volunteer, int kinds, int courses, int days) => $"""
        select k, null from unnest(${kinds}) k where exists (select from unnest(${days}) d where not exists (
          select from covers c where c.volunteer_id = {volunteer} and c.kind = k and c.from_date <= d and c.holds_until > d))
        union all
        select null, t from unnest(${courses}) t where exists (select from unnest(${days}) d where not exists (
          select from trainings h where h.volunteer_id = {volunteer} and h.course_code = t and {Holds("h", "d")}))
        """;

    /// <summary>Whether a training stands and holds on a day.</summary>
    public static string Holds(string training, string day) =>
        $"{training}.renewed_at is null and {training}.revoked_at is null and {training}.train_date <= {day} and ({training}.until_date is null or {training}.until_date > {day})";
}
