using Governance.Volunteers.Protection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.Activities;

/// <summary>
/// Named queries: places of a shift, counted by its row, which all who come at once lock one after the other within their transactions. Counting sign-ups instead was rejected: two who
/// count at once both see the last place.
/// </summary>
internal static class ShiftSeats
{
    public const string OncePerShift = "ux_sign_ups_shift_id_volunteer_id", NoOverlap = "ex_sign_ups_overlap";

    /// <summary>
    /// The next arrival, and whether it gets a place; filled = it was the last one. A place that was given back is the first one's who waits and can take it, also in the time until
    /// <see cref="OnSignUpChanged"/> gives it: whoever comes now waits behind. The shift is locked by <see cref="TakeTurnsAsync"/>.
    /// </summary>
    public static async Task<(int Arrival, bool Place, bool Filled)> ArriveAsync(this VolunteersDb db, Shift shift, Activity activity, CancellationToken cancel)
    {
        var place = shift.Taken < shift.Capacity && (shift.Waiting == 0 || (await db.NextWaitingAsync(shift, activity, 1, cancel)).Count == 0);
        await using var command = Command(db, """
            update shifts set arrivals = arrivals + 1, taken = taken + $2::int, waiting = waiting + 1 - $2::int where id = $1 returning arrivals, $2::int = 1, $2::int = 1 and taken = capacity
            """, shift.Id);
        command.Parameters.Add(new NpgsqlParameter { Value = place ? 1 : 0 });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt32(0), row.GetBoolean(1), row.GetBoolean(2));
    }

    /// <summary>Locks the shift until the transaction ends, so that a place that is given back and one that is asked for do not miss each other.</summary>
    public static Task TakeTurnsAsync(this VolunteersDb db, Guid shiftId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select from shifts where id = {shiftId} for no key update", cancel);

    public static Task CountAsync(this VolunteersDb db, Guid shiftId, int taken, int waiting, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"update shifts set taken = taken + {taken}, waiting = waiting + {waiting} where id = {shiftId}", cancel);

    /// <summary>Every place of an activity is given back; its shifts stay locked until the transaction ends.</summary>
    public static Task EmptyAsync(this VolunteersDb db, Guid activityId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"update shifts set taken = 0, waiting = 0 where activity_id = {activityId}", cancel);

    /// <summary>Gives free places to those who wait, in order, for as long as there are both. The shift is locked by <see cref="TakeTurnsAsync"/>.</summary>
    public static async Task FillAsync(this VolunteersDb db, Guid shiftId, DateTimeOffset now, CancellationToken cancel)
    {
        var shift = await db.Shifts.AsNoTracking().FirstAsync(s => s.Id == shiftId, cancel);
        var activity = await db.Activities.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == shift.ActivityId, cancel);
        if (activity.State != ActivityState.Published || shift.EndsAt <= now) return;
        var next = await db.NextWaitingAsync(shift, activity, shift.Capacity - shift.Taken, cancel);
        foreach (var waiting in await db.SignUps.Where(s => next.Contains(s.Id)).OrderBy(s => s.Arrival).ToListAsync(cancel)) waiting.MoveUp(now);
        await db.CountAsync(shiftId, next.Count, -next.Count, cancel);
    }

    /// <summary>
    /// The first on the waiting list who are active, have no place elsewhere at that time and lack no cover and no training. Who lacks one waits on, and may have it the next time.
    /// </summary>
    private static async Task<List<Guid>> NextWaitingAsync(this VolunteersDb db, Shift shift, Activity activity, int atMost, CancellationToken cancel)
    {
        var protectedToo = activity.IsRisky ? $"and not exists ({ShiftProtection.Lacking("w.volunteer_id", kinds: 3, courses: 4, days: 5)})" : "";
        await using var command = Command(db, $"""
            select w.id from sign_ups w where w.shift_id = $1 and w.state = 2 and exists (select from volunteers v where v.id = w.volunteer_id and v.state = 1 and not v.hidden) and not exists (
              select from sign_ups o where o.volunteer_id = w.volunteer_id and o.state in (1, 4) and tstzrange(o.starts_at, o.ends_at) && tstzrange(w.starts_at, w.ends_at))
              {protectedToo} order by w.arrival limit $2
            """, shift.Id);
        command.Parameters.Add(new NpgsqlParameter { Value = Math.Max(atMost, 0) });
        if (activity.IsRisky) command.Parameters.AddRange(ShiftProtection.Needed(activity, shift.StartsAt, shift.EndsAt));
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var next = new List<Guid>();
        while (await rows.ReadAsync(cancel)) next.Add(rows.GetGuid(0));
        return next;
    }

    private static NpgsqlCommand Command(VolunteersDb db, string sql, Guid shiftId) =>
        new(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = shiftId } } };
}
