using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Divisions;

/// <summary>
/// A community that is merged takes its people with it, and what is kept and done for them. As sets. What was paid stays where it was paid: a payment is a fact. Of a community that was split
/// everybody goes to the part that takes over, until somebody moves them by hand. Who works in several that become one is enlisted there once.
/// </summary>
internal sealed class OnCommunitiesReorganized(WelfareDb db) : IConsumer<CommunitiesReorganized>
{
    private const string Move = """
        update people t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update contacts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update consents t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update health_notes t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update assessments t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update allowances t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update child_reports t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update child_report_steps t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update care_needs t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update care_providers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update care_orders t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update care_records t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update emergencies t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update emergency_people t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update cases t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_steps t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_notes t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_plans t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_tasks t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_referrals t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_transfers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_transfers t set from_area = m.successor from unnest({0}, {1}) as m (former, successor) where t.from_area = m.former;
        update case_transfers t set to_area = m.successor from unnest({0}, {1}) as m (former, successor) where t.to_area = m.former;
        with coming as (select w.id, w.subject, coalesce(m.successor, w.area) as area from case_workers w left join unnest({0}, {1}) as m (former, successor) on m.former = w.area
          where w.retired_at is null and (w.area = any ({0}) or w.area = any ({1})))
        update case_workers t set retired_at = {2} from coming a where t.id = a.id and exists (select from coming b where b.subject = a.subject and b.area = a.area and b.id < a.id);
        update case_workers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        """;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var (former, successors, cancel) = (context.Message.Former.ToArray(), context.Message.Successors.ToArray(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Move, [former, successors, context.Message.At.ToUniversalTime()], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
