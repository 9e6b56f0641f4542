using Governance.Events.Welfare.V1;
using Governance.Map;
using Governance.Rpc;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Once only: a need for a professional service is an order from a contract that runs; nobody types it again. While none has room it waits. Needs for volunteers are none of ours.</summary>
internal sealed class OnNeedRaised(SocialOrgsDb db, ProcurementDesk desk, DivisionMap map) : IConsumer<NeedRaised>
{
    private const string Professional = "professional-";

    public async Task Consume(ConsumeContext<NeedRaised> context)
    {
        var (raised, cancel) = (context.Message, context.CancellationToken);
        if (!raised.Kind.StartsWith(Professional, StringComparison.Ordinal)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.HoldServiceAsync(raised.Kind, cancel);
        // Told again under another event id.
        if (await db.ServiceOrders.AnyAsync(o => o.NeedId == raised.NeedId, cancel)) return;
        // Its community may have been reorganised since.
        var place = await map.NowAsync(raised.Area, cancel);
        var order = ServiceOrder.For(raised.NeedId, place, raised.Kind, raised.StartsAt, raised.EndsAt, desk.Now);
        var day = ChinaTime.DateOf(raised.StartsAt);
        // The nearest contract, there the one that has served least.
        var contract = await desk.Serving(raised.Kind).Where(c => place.StartsWith(c.Area) && c.StartsOn <= day && c.EndsOn >= day)
            .OrderByDescending(c => c.Area.Length).ThenBy(c => c.OrderCount).ThenBy(c => c.Id).FirstOrDefaultAsync(cancel);
        if (contract is not null) order.PlaceAt(contract, desk.Now);
        db.Add(order);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
