using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>The blacklist bars from orders: also from those that an organisation had before it was listed.</summary>
internal sealed class OnOrganizationBlacklisted(OrderDesk orders) : IConsumer<OrganizationBlacklisted>
{
    public Task Consume(ConsumeContext<OrganizationBlacklisted> context) => orders.TakeBackAsync(context.Message.OrganizationId, context.CancellationToken);
}
