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

    /// <summary>The next arrival, and whether it gets a place; filled = it was the last one.</summary>
    public static async Task<(int Arrival, bool Place, bool Filled)> ArriveAsync(this VolunteersDb db, Guid shiftId, CancellationToken cancel)
    {
        await using var command = Command(db, """
            with before as (select id, taken, capacity from shifts where id = $1 for no key update)
            update shifts s set arrivals = s.arrivals + 1, taken = s.taken + (before.taken < before.capacity)::int, waiting = s.waiting + (before.taken >= before.capacity)::int
            from before where s.id = before.id
            returning s.arrivals, before.taken < before.capacity, before.taken + 1 = before.capacity
            """, shiftId);
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

    /// <summary>The first on the waiting list who has no place elsewhere at that time and lacks no cover and no training, or null. Who lacks one waits on, and may have it the next time.</summary>
    public static async Task<Guid?> NextWaitingAsync(this VolunteersDb db, Shift shift, Activity activity, CancellationToken cancel)
    {
        var protectedToo = activity.IsRisky ? $"and not exists ({ShiftProtection.Lacking("w.volunteer_id", kinds: 2, courses: 3, days: 4)})" : "";
        await using var command = Command(db, $"""
            select w.id from sign_ups w where w.shift_id = $1 and w.state = 2 and not exists (
              select from sign_ups o where o.volunteer_id = w.volunteer_id and o.state in (1, 4) and tstzrange(o.starts_at, o.ends_at) && tstzrange(w.starts_at, w.ends_at))
              {protectedToo} order by w.arrival limit 1
            """, shift.Id);
        if (activity.IsRisky) command.Parameters.AddRange(ShiftProtection.Needed(activity, shift.StartsAt, shift.EndsAt));
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    private static NpgsqlCommand Command(VolunteersDb db, string sql, Guid shiftId) =>
        new(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = shiftId } } };
}
