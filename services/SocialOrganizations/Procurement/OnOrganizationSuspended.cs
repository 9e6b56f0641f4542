using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Nobody waits for an organisation that was suspended: what it had in orders is ordered from others, of whatever division; whoever suspends it may have no rights there.</summary>
internal sealed class OnOrganizationSuspended(OrderDesk orders) : IConsumer<OrganizationSuspended>
{
    public Task Consume(ConsumeContext<OrganizationSuspended> context) => orders.TakeBackAsync(context.Message.OrganizationId, context.CancellationToken);
}
