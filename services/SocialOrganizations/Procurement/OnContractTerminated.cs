using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What a contract that was ended had in orders is ordered from the next one that has room, of whatever division; whoever ended it has no rights there. What finds none waits until its time is over.</summary>
internal sealed class OnContractTerminated(SocialOrgsDb db, OrderDesk orders) : IConsumer<ContractTerminated>
{
    public async Task Consume(ConsumeContext<ContractTerminated> context)
    {
        var (ended, cancel) = (context.Message, context.CancellationToken);
        if (await db.Contracts.Where(c => c.Id == ended.ContractId).Select(c => c.ServiceCode).FirstOrDefaultAsync(cancel) is { } service) await orders.PlaceWaitingAsync(service, ended.Area, cancel);
    }
}
