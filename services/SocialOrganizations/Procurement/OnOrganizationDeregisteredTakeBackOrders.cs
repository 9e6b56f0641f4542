using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Whose contracts are all completed and paid may be deregistered with orders that nobody has served yet: they are ordered from others.</summary>
internal sealed class OnOrganizationDeregisteredTakeBackOrders(OrderDesk orders) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => orders.TakeBackAsync(context.Message.OrganizationId, context.CancellationToken);
}
