using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Funds;

/// <summary>Once only: what was promised to an organisation that was deregistered and not paid is free again; its grants are declined, its ventures end.</summary>
internal sealed class OnOrganizationDeregisteredEndPromises(Promises promises) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => promises.EndAsync(context.Message.OrganizationId, context.CancellationToken);
}
