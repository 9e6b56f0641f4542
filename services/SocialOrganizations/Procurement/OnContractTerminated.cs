using Governance.Events.SocialOrgs.V1;
using Governance.Rpc;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What a contract that was ended had in orders is ordered from the next one that has room, of whatever division; whoever ended it has no rights there. What finds none waits until its time is over.</summary>
internal sealed class OnContractTerminated(SocialOrgsDb db, ProcurementDesk desk) : IConsumer<ContractTerminated>
{
    public async Task Consume(ConsumeContext<ContractTerminated> context)
    {
        var (ended, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var service = await db.Contracts.Where(c => c.Id == ended.ContractId).Select(c => c.ServiceCode).FirstOrDefaultAsync(cancel);
        if (service is null) return;
        await desk.HoldServiceAsync(service, cancel);
        var now = desk.Now;
        var contracts = await desk.Serving(service).Where(c => ended.Area.StartsWith(c.Area) || c.Area.StartsWith(ended.Area)).ToListAsync(cancel);
        if (contracts.Count == 0) return;
        // The oldest first; as many as one contract can have had.
        foreach (var order in await db.ServiceOrders.Where(o => o.ServiceCode == service && o.State == ServiceOrderState.Waiting && o.EndsAt > now && o.Area.StartsWith(ended.Area)).OrderBy(o => o.Id).Take(1_000).ToListAsync(cancel))
        {
            var day = ChinaTime.DateOf(order.StartsAt);
            // The nearest, there the one that has served least, as for a need that is raised.
            var next = contracts.Where(c => c.HasRoom && order.Area.StartsWith(c.Area, StringComparison.Ordinal) && c.StartsOn <= day && c.EndsOn >= day).OrderByDescending(c => c.Area.Length).ThenBy(c => c.OrderCount).ThenBy(c => c.Id).FirstOrDefault();
            if (next is not null) order.PlaceAt(next, now);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
