using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Divisions;

/// <summary>
/// A community that is merged takes its people with it, and what is kept and done for them. As sets. What was paid stays where it was paid: a payment is a fact. Of a community that was split
/// everybody goes to the part that takes over, until somebody moves them by hand.
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
        update visits t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.state = 1;
        update visitors t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update case_workers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former
          and not exists (select from case_workers o where o.subject = t.subject and o.area = m.successor and o.retired_at is null and t.retired_at is null);
        """;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var (former, successors, cancel) = (context.Message.Former.ToArray(), context.Message.Successors.ToArray(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(Move, [former, successors], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
