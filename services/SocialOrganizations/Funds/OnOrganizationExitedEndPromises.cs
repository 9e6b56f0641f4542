using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Funds;

/// <summary>Once only: what was promised to an organisation that left and not paid is free again; its grants are declined, its ventures end.</summary>
internal sealed class OnOrganizationExitedEndPromises(Promises promises) : IConsumer<OrganizationExited>
{
    public Task Consume(ConsumeContext<OrganizationExited> context) => promises.EndAsync(context.Message.OrganizationId, context.CancellationToken);
}
