using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.Volunteers.Teams;

/// <summary>A team of an organisation that has left is nobody's, until another one is filed for it.</summary>
internal sealed class OnOrganizationExited(TeamFilings filings) : IConsumer<OrganizationExited>
{
    public Task Consume(ConsumeContext<OrganizationExited> context) => filings.EndAsync(context.Message.OrganizationId, context.Message.At, context.CancellationToken);
}
