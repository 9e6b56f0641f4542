using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What a contract whose term has run out had in orders for times to come is ordered from the next one, as of one that was ended before.</summary>
internal sealed class OnContractEnded(OrderDesk orders) : IConsumer<ContractEnded>
{
    public Task Consume(ConsumeContext<ContractEnded> context) => orders.PlaceWaitingAsync(context.Message.ServiceCode, context.Message.Area, context.CancellationToken);
}
