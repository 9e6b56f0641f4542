using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.Welfare.Visits;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Divisions;

/// <summary>
/// A community that is merged takes its people with it, and what is kept and done for them. As sets. What was paid stays where it was paid: a payment is a fact. Of a community that was split
/// everybody goes to the part that takes over, until somebody moves them by hand. Who works in several that become one is enlisted there once.
/// </summary>
internal sealed class OnCommunitiesReorganized(WelfareDb db, VisitRows visits, MovedCommunities moved, DivisionMap map) : IConsumer<CommunitiesReorganized>
{
    // Tables whose rows belong to a place, with the column that says so where it is not area. A table that is forgotten fails ReorganizingCommunities.
    private static readonly string[] Places =
    [
        "people", "contacts", "consents", "health_notes", "assessments", "allowances",
        "child_reports", "child_report_steps", "care_needs", "care_providers", "care_orders", "care_records", "emergencies", "emergency_people",
        "case_steps", "case_notes", "case_plans", "case_tasks", "case_referrals", "case_transfers", "case_transfers.from_area",
        "case_transfers.to_area", "case_workers", "jobs", "job_engagements",
    ];

    // After whatever else is locked: whoever changes a person asks for the schedule last.
    private static readonly string[] PlacesOfTheSchedule = ["visits", "visitors"];

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

    private static readonly string Everything = RetireTwice + MovedCommunities.Update(Places), Schedule = MovedCommunities.Update(PlacesOfTheSchedule) + MoveDefaults;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var cancel = context.CancellationToken;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (former, successors) = await moved.FollowAsync(context.Message, cancel);
        await db.Database.ExecuteSqlRawAsync(Everything, [former, successors, context.Message.At.ToUniversalTime()], cancel);
        // Each tells that it has moved: whoever folds the events finds it where the row is.
        await db.Database.ExecuteSqlAsync($"select from cases where area = any ({former}) order by id for no key update", cancel);
        var successorOf = former.Zip(successors).ToDictionary(m => m.First, m => m.Second);
        foreach (var found in await db.Cases.Where(c => former.Contains(c.Area)).ToListAsync(cancel)) found.Relocate(successorOf[found.Area], context.Message.At.ToUniversalTime());
        await visits.HoldScheduleAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Schedule, [former, successors], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
    }
}
