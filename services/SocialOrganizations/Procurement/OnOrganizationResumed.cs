using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What waited while an organisation was suspended is ordered from its contracts, wherever they are: whoever lets it go on may have no rights there.</summary>
internal sealed class OnOrganizationResumed(OrderDesk orders) : IConsumer<OrganizationResumed>
{
    public Task Consume(ConsumeContext<OrganizationResumed> context) => orders.PlaceWaitingForAsync(context.Message.OrganizationId, context.CancellationToken);
}
