using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.Volunteers.Teams;

/// <summary>As <see cref="OnOrganizationExited"/>, of one that was registered.</summary>
internal sealed class OnOrganizationDeregistered(TeamFilings filings) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => filings.EndAsync(context.Message.OrganizationId, context.Message.At, context.CancellationToken);
}
