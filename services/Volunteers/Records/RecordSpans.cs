using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.Records;

/// <summary>
/// Named queries beside a record, in its transaction: its span, which an exclusion constraint keeps from overlapping the volunteer's others, and the minutes of its day, which a
/// check keeps at twelve hours. A reversal takes both back. The record itself is never changed, so that the constraint cannot live on it.
/// </summary>
internal static class RecordSpans
{
    public const string NoOverlap = "ex_record_spans_overlap", TwelveHours = "ck_service_days_minutes", ReversedOnce = "ux_service_records_reverses";

    public static Task AddSpanAsync(this VolunteersDb db, ServiceRecord record, CancellationToken cancel) => RunAsync(() => db.Database.ExecuteSqlAsync($"""
        with span as (insert into record_spans (record_id, volunteer_id, span) values ({record.Id}, {record.VolunteerId}, tstzrange({record.StartsAt}, {record.EndsAt})))
        insert into service_days (volunteer_id, day, minutes) values ({record.VolunteerId}, {ChinaTime.DateOf(record.StartsAt)}, {record.Minutes})
        on conflict (volunteer_id, day) do update set minutes = service_days.minutes + excluded.minutes
        """, cancel));

    /// <summary>Whether every minute of it is in other records of the same volunteer.</summary>
    public static Task<bool> HasAllOfAsync(this VolunteersDb db, ServiceRecord record, CancellationToken cancel) => db.Database.SqlQuery<bool>($"""
        select coalesce(range_agg(span) @> tstzrange({record.StartsAt}, {record.EndsAt}), false) as "Value" from record_spans
        where volunteer_id = {record.VolunteerId} and span && tstzrange({record.StartsAt}, {record.EndsAt})
        """).SingleAsync(cancel);

    /// <summary>A record whose span is gone has been reversed.</summary>
    public static async Task RemoveSpanAsync(this VolunteersDb db, ServiceRecord record, CancellationToken cancel)
    {
        var taken = await db.Database.ExecuteSqlAsync($"""
            with span as (delete from record_spans where record_id = {record.Id} returning record_id)
            update service_days set minutes = minutes - {record.Minutes} from span where volunteer_id = {record.VolunteerId} and day = {ChinaTime.DateOf(record.StartsAt)}
            """, cancel);
        if (taken == 0) throw RecordRefusals.ReversedAlready();
    }

    private static async Task RunAsync(Func<Task<int>> statement)
    {
        try
        {
            await statement();
        }
        catch (PostgresException e) when (e.ConstraintName == NoOverlap)
        {
            throw RecordRefusals.Overlap();
        }
        catch (PostgresException e) when (e.ConstraintName == TwelveHours)
        {
            throw RecordRefusals.MoreThanADay();
        }
    }
}
