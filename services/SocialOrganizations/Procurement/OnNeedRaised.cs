using Governance.Events.Welfare.V1;
using Governance.Map;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Once only: a need for a professional service is an order from a contract that runs; nobody types it again. While none has room it waits. Needs for volunteers are none of ours.</summary>
internal sealed class OnNeedRaised(SocialOrgsDb db, ProcurementDesk desk, OrderDesk orders, DivisionMap map) : IConsumer<NeedRaised>
{
    private const string Professional = "professional-";

    public async Task Consume(ConsumeContext<NeedRaised> context)
    {
        var (raised, cancel) = (context.Message, context.CancellationToken);
        if (!raised.Kind.StartsWith(Professional, StringComparison.Ordinal)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Its community may have been reorganised since.
        var place = await map.NowAsync(raised.Area, cancel);
        var contracts = await orders.HoldServingAsync([(raised.Kind, place)], cancel);
        // Told again under another event id.
        if (await db.ServiceOrders.AnyAsync(o => o.NeedId == raised.NeedId, cancel)) return;
        var order = ServiceOrder.For(raised.NeedId, place, raised.Kind, Math.Max(1, raised.Headcount), raised.StartsAt, raised.EndsAt, desk.Now);
        if (orders.For(order, contracts) is { } contract) order.PlaceAt(contract, desk.Now);
        db.Add(order);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
