using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>A contract that did not serve an order has room for another: what waits for it is ordered, wherever in the city it is, since contracts are of counties or cities.</summary>
internal sealed class OnServiceOrderLapsed(OrderDesk orders) : IConsumer<ServiceOrderLapsed>
{
    public Task Consume(ConsumeContext<ServiceOrderLapsed> context) => orders.PlaceWaitingAsync(context.Message.ServiceCode, context.Message.Area[..4], context.CancellationToken);
}
