using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What waited while an organisation was on the blacklist is ordered from its contracts, as of one that was suspended.</summary>
internal sealed class OnBlacklistingLifted(OrderDesk orders) : IConsumer<BlacklistingLifted>
{
    public Task Consume(ConsumeContext<BlacklistingLifted> context) => orders.PlaceWaitingForAsync(context.Message.OrganizationId, context.CancellationToken);
}
