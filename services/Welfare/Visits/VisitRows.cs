using Governance.Map;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Visits;

/// <summary>
/// The schedule, set by set. What a month holds for a person follows from the rules alone: the day of the week or month from the person's id, so that work is spread evenly and a second run finds
/// the same days, which the unique index refuses. Readers are never locked out: rows are only inserted, or taken up again. Whoever changes what a schedule follows from waits for the county that is being planned
/// (seconds, once a month), so that nothing comes between what a plan has read and what it writes.
/// </summary>
internal sealed class VisitRows(WelfareDb db, MovedCommunities moved)
{
    // Of the community of p: for a child the child director, otherwise the grid worker, otherwise the social worker. A volunteer comes by consent, never by default.
    private const string DefaultOf = """
        select kind, subject from default_visitors d where d.area = p.area and (d.kind <> 2 or p.kinds && array[11,12,13,14,15]) order by d.kind <> 2, d.kind limit 1
        """;

    private const string Defaults = """
        update visits t set visitor_kind = a.kind, owner = a.subject, version = t.version + 1
        from (select p.id, o.kind, o.subject from people p left join lateral (
        """ + DefaultOf + """
        ) o on true where p.area = {0} and p.state = 1 and not exists (select from visitors v where v.person_id = p.id)) a
        where t.person_id = a.id and t.area = {0} and t.state = 1 and t.due_on >= {1} and (t.visitor_kind, t.owner) is distinct from (a.kind, a.subject)
        """;

    // One row a day that is to be: {0} first and {1} last day, {2} now (for the ids), {3} the day whose rules hold. A person is visited by the shorter of both cadences, risk's and hardship's.
    // Whose day of the month is past already when the month is planned, or planned anew, and who was not visited in it, is visited in what is left of it: monthly means every month.
    private const string Schedule = """
        select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send(floor(extract(epoch from {2}::timestamptz) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid,
          p.area, p.id, d::date, 1, coalesce(v.kind, o.kind), coalesce(v.subject, o.subject), false, false, 1, 0
        from people p left join visitors v on v.person_id = p.id left join lateral (
        """ + DefaultOf + """
        ) o on v.person_id is null
        cross join lateral (select get_byte(uuid_send(p.id), 14) * 256 + get_byte(uuid_send(p.id), 15) as h, date_trunc('month', {0}::date::timestamp) as first,
          least((select cadence from visit_rules where level = p.risk and since <= {3}::date order by since desc limit 1),
            case when p.kinds && array[6] then (select cadence from visit_rules where level = 0 and since <= {3}::date order by since desc limit 1) end) as cadence) r
        cross join lateral (select case r.cadence when 1 then r.first when 2 then r.first + (r.h + 7 - extract(isodow from r.first)::int % 7) % 7 * interval '1 day' else r.first + r.h % 28 * interval '1 day' end as day) t
        cross join lateral generate_series(
          case when r.cadence <> 3 or t.day >= {0}::date::timestamp or exists (select from visits b where b.person_id = p.id and b.due_on >= date_trunc('month', {0}::date::timestamp)::date and b.due_on < {0}::date and b.state <> 4) then t.day
            else {0}::date::timestamp + r.h % ({1}::date - {0}::date + 1) * interval '1 day' end,
          {1}::date::timestamp, case r.cadence when 1 then interval '1 day' when 2 then interval '7 days' else interval '31 days' end) d
        where p.state = 1 and p.died_on is null and r.cadence is not null and d >= {0}::date and (r.cadence <> 4 or extract(month from {0}::date)::int % 3 = r.h / 28 % 3)
        """;

    // What was dropped, by a change or because the person came from elsewhere, is to be again.
    private const string Again = """
         on conflict (person_id, due_on) do update set state = 1, area = excluded.area, visitor_kind = excluded.visitor_kind, owner = excluded.owner, version = visits.version + 1 where visits.state = 4
        """;

    private const string Columns = "insert into visits (id, area, person_id, due_on, state, visitor_kind, owner, told, alarm, version, event_sequence) ";

    /// <summary>The partition of a day's month is there before anything is planned in it. Readers and writers do not wait for it: the new table is only attached. Older months stay, and are read as before.</summary>
    public Task PrepareAsync(DateOnly day, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select ensure_visit_month({day})", cancel);

    /// <summary>Counties of the map whose month is not planned yet.</summary>
    public Task<List<string>> UnplannedAsync(DateOnly month, CancellationToken cancel) =>
        db.Database.SqlQuery<string>($"select code as \"Value\" from divisions d where length(code) = 6 and not exists (select from visit_months m where m.county = d.code and m.month = {month}) order by 1").ToListAsync(cancel);

    /// <summary>
    /// Plans a county's month, once: with the row that says so in one transaction, so that a run that is killed goes on with the county it was at. False: it was planned before, or another replica is at it.
    /// </summary>
    public async Task<bool> PlanAsync(string county, DateOnly from, DateOnly to, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        // The county first, as whoever reorganises it: visits are written in it, and each would wait for the other.
        await moved.HoldAsync([county], cancel);
        // Before anything is read: what was being changed is waited for, what changes from now on waits.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ScheduleLock})", cancel);
        var month = new DateOnly(from.Year, from.Month, 1);
        if (await db.Database.ExecuteSqlAsync($"insert into visit_months (county, month, planned_at) values ({county}, {month}, {now}) on conflict do nothing", cancel) == 0) return false;
        await db.Database.ExecuteSqlRawAsync(Columns + Schedule + " and p.area >= {4} and p.area < {5}" + Again, [from, to, now, from, county, county + ":"], cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The month is planned in some county: by the rules as they were.</summary>
    public async Task<bool> IsPlannedAsync(DateOnly month, CancellationToken cancel) => (await db.Database.SqlQuery<bool>($"select exists (select from visit_months where month = {month}) as \"Value\"").ToListAsync(cancel))[0];

    /// <summary>No county is planned before the transaction ends. Others who change people do not wait.</summary>
    public Task HoldScheduleAsync(CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({ScheduleLock})", cancel);

    // Today's is done by whoever visits from now on: of a person who has moved, or whose visitor has left, it would be nobody's and come out as missed.
    private const string Today = """
        update visits t set visitor_kind = a.kind, owner = a.subject, version = t.version + 1
        from (select p.area, coalesce(v.kind, o.kind) as kind, coalesce(v.subject, o.subject) as subject from people p left join visitors v on v.person_id = p.id left join lateral (
        """ + DefaultOf + """
        ) o on v.person_id is null where p.id = {0}) a
        where t.person_id = {0} and t.due_on = {1} and t.state = 1 and t.area = a.area and (t.visitor_kind, t.owner) is distinct from (a.kind, a.subject)
        """;

    /// <summary>What follows for a person after a change: planned days that no rule asks for any more are dropped, new ones come; in the months that are planned, each by the rules of its first day. In the transaction of the change, after its save.</summary>
    public async Task ReplanAsync(Guid personId, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        await HoldScheduleAsync(cancel);
        // Nobody goes, even today, to whom no visit is owed any more: sealed, merged, dead.
        await db.Database.ExecuteSqlAsync($"""
            update visits set state = 4, version = version + 1 where person_id = {personId} and state = 1 and due_on > {Oldest(today)}
              and (due_on > {today} or not exists (select from people where id = {personId} and state = 1 and died_on is null))
            """, cancel);
        await db.Database.ExecuteSqlRawAsync(Today, [personId, today], cancel);
        var months = await db.Database.SqlQuery<DateOnly>($"select m.month as \"Value\" from visit_months m join people p on left(p.area, 6) = m.county where p.id = {personId} and m.month >= date_trunc('month', {today}::timestamp)::date order by 1").ToListAsync(cancel);
        foreach (var month in months)
        {
            var first = month > today ? month : today.AddDays(1);
            var last = month.AddMonths(1).AddDays(-1);
            if (first > last) continue;
            await db.Database.ExecuteSqlRawAsync(Columns + Schedule + " and p.id = {4}" + Again,
                [first, last, now, month, personId], cancel);
        }
    }

    /// <summary>Who visits from now on has what is still to come, and what was missed and may be made up for: whoever was replaced learns nothing more by it.</summary>
    public Task AssignAsync(Guid personId, VisitorKind kind, string subject, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"update visits set visitor_kind = {(short)kind}, owner = {subject}, version = version + 1 where person_id = {personId} and due_on > {Oldest(today)} and (state = 1 or state = 3 and due_on >= {today.AddDays(-Visit.MakeUpDays)})", cancel);

    /// <summary>Those of a community to whom nobody is assigned are visited by its default visitors from now on.</summary>
    public Task AssignDefaultsAsync(string community, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Defaults, [community, today], cancel);

    /// <summary>The record that goes on is visited by whom it was; when nobody was assigned, by whoever visited the double. A double has no visitor.</summary>
    public async Task TakeOverAsync(Guid kept, string area, Guid[] doubles, CancellationToken cancel)
    {
        await HoldScheduleAsync(cancel);
        await db.Database.ExecuteSqlAsync($"insert into visitors (person_id, area, kind, subject) select {kept}, {area}, kind, subject from visitors where person_id = any ({doubles}) order by person_id limit 1 on conflict do nothing", cancel);
        await db.Database.ExecuteSqlAsync($"delete from visitors where person_id = any ({doubles})", cancel);
    }

    /// <summary>The person comes to another area: its visitor is not theirs. What is to come is planned anew when the person is there; what was missed stays where it was, and is nobody's to make up for.</summary>
    public async Task LeaveAsync(Guid[] ids, string to, DateOnly today, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"delete from visitors where person_id = any ({ids})", cancel);
        await db.Database.ExecuteSqlAsync($"update visits set area = {to}, visitor_kind = null, owner = null, version = version + 1 where person_id = any ({ids}) and state = 1 and due_on > {Oldest(today)}", cancel);
        await db.Database.ExecuteSqlAsync($"update visits set owner = null, version = version + 1 where person_id = any ({ids}) and state = 3 and due_on >= {today.AddDays(-Visit.MakeUpDays)}", cancel);
    }

    /// <summary>The consent on which a volunteer came is withdrawn: they come no more, and have nothing to make up for. Other visitors do a duty.</summary>
    public async Task DismissVolunteerAsync(Guid personId, string area, DateOnly today, CancellationToken cancel)
    {
        await HoldScheduleAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from visitors where person_id = {personId} and area = {area} and kind = {(short)VisitorKind.Volunteer}", cancel) == 0) return;
        await db.Database.ExecuteSqlAsync($"update visits set visitor_kind = null, owner = null, version = version + 1 where person_id = {personId} and due_on > {Oldest(today)} and (state = 1 or state = 3 and due_on >= {today.AddDays(-Visit.MakeUpDays)})", cancel);
    }

    /// <summary>One replica at a time works on what is due; the others do not wait.</summary>
    public async Task<bool> TakeTurnAsync(CancellationToken cancel) => (await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(7424003) as \"Value\"").ToListAsync(cancel))[0];

    private static DateOnly Oldest(DateOnly today) => today.AddDays(-Visit.OpenDays);

    private const long ScheduleLock = 7424005;
}
