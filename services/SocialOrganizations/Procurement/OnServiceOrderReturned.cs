using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What was sent back after its contract was ended is ordered from the next one that has room, of whatever division; whoever sent it back has no rights there. What finds none waits until its time is over.</summary>
internal sealed class OnServiceOrderReturned(OrderDesk orders) : IConsumer<ServiceOrderReturned>
{
    public Task Consume(ConsumeContext<ServiceOrderReturned> context) => orders.PlaceWaitingAsync(context.Message.ServiceCode, context.Message.Area, context.CancellationToken);
}
