using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What waited while an organisation was on the blacklist is ordered from its contracts, as of one that was suspended.</summary>
internal sealed class OnBlacklistingLifted(ProcurementDesk desk) : IConsumer<BlacklistingLifted>
{
    public Task Consume(ConsumeContext<BlacklistingLifted> context) => desk.PlaceWaitingForAsync(context.Message.OrganizationId, context.CancellationToken);
}
