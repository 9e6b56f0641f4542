using Governance.Events.Grid.V1;
using Governance.Welfare.Visits;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Divisions;

/// <summary>
/// A community that is merged takes its people with it, and what is kept and done for them. As sets. What was paid stays where it was paid: a payment is a fact. Of a community that was split
/// everybody goes to the part that takes over, until somebody moves them by hand. Who works in several that become one is enlisted there once.
/// </summary>
internal sealed class OnCommunitiesReorganized(WelfareDb db, VisitRows visits) : IConsumer<CommunitiesReorganized>
{
    // Tables whose rows belong to a place, and the column that says so. A table that is forgotten fails ReorganizingCommunities.
    private static readonly (string Table, string Column)[] Places =
    [
        ("people", "area"), ("contacts", "area"), ("consents", "area"), ("health_notes", "area"), ("assessments", "area"), ("allowances", "area"),
        ("child_reports", "area"), ("child_report_steps", "area"), ("care_needs", "area"), ("care_providers", "area"), ("care_orders", "area"), ("care_records", "area"), ("emergencies", "area"), ("emergency_people", "area"),
        ("case_steps", "area"), ("case_notes", "area"), ("case_plans", "area"), ("case_tasks", "area"), ("case_referrals", "area"), ("case_transfers", "area"), ("case_transfers", "from_area"),
        ("case_transfers", "to_area"), ("case_workers", "area"), ("jobs", "area"), ("job_engagements", "area"),
    ];

    // After whatever else is locked: whoever changes a person asks for the schedule last.
    private static readonly (string Table, string Column)[] PlacesOfTheSchedule = [("visits", "area"), ("visitors", "area")];

    private const string RetireTwice = """
        with coming as (select w.id, w.subject, coalesce(m.successor, w.area) as area from case_workers w left join unnest({0}, {1}) as m (former, successor) on m.former = w.area
          where w.retired_at is null and (w.area = any ({0}) or w.area = any ({1})))
        update case_workers t set retired_at = {2} from coming a where t.id = a.id and exists (select from coming b where b.subject = a.subject and b.area = a.area and b.id < a.id);
        """;

    // One of a kind a community: the successor's own stays, otherwise the first that comes.
    private const string MoveDefaults = """
        insert into default_visitors (area, kind, subject) select distinct on (m.successor, d.kind) m.successor, d.kind, d.subject from default_visitors d join unnest({0}, {1}) as m (former, successor) on m.former = d.area
          order by m.successor, d.kind, d.area on conflict do nothing;
        delete from default_visitors where area = any ({0}) and not area = any ({1});
        """;

    private static string Move((string Table, string Column)[] places) => string.Concat(places.Select(p => $"update {p.Table} t set {p.Column} = m.successor from unnest({{0}}, {{1}}) as m (former, successor) where t.{p.Column} = m.former;\n"));

    private static readonly string Everything = RetireTwice + Move(Places), Schedule = Move(PlacesOfTheSchedule) + MoveDefaults;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var (former, successors, cancel) = (context.Message.Former.ToArray(), context.Message.Successors.ToArray(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Everything, [former, successors, context.Message.At.ToUniversalTime()], cancel);
        // Each tells that it has moved: whoever folds the events finds it where the row is.
        await db.Database.ExecuteSqlAsync($"select from cases where area = any ({former}) order by id for no key update", cancel);
        var successorOf = former.Zip(successors).DistinctBy(m => m.First).ToDictionary(m => m.First, m => m.Second);
        foreach (var found in await db.Cases.Where(c => former.Contains(c.Area)).ToListAsync(cancel)) found.Relocate(successorOf[found.Area], context.Message.At.ToUniversalTime());
        await visits.HoldScheduleAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Schedule, [former, successors], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
