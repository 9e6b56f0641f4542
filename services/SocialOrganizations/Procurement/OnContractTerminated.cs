using Governance.Events.SocialOrgs.V1;
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
        // The oldest first; as many as one contract can have had, so that nothing that waits elsewhere is walked through for ever.
        foreach (var order in await db.ServiceOrders.Where(o => o.ServiceCode == service && o.State == ServiceOrderState.Waiting && o.EndsAt > now && o.Area.StartsWith(ended.Area)).OrderBy(o => o.Id).Take(1_000).ToListAsync(cancel))
        {
            if (await desk.NearestAsync(service, order.Area, order.StartsAt, ended.ContractId, cancel) is not { } contract) continue;
            order.PlaceAt(contract, now);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
