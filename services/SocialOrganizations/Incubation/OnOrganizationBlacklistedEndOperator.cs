using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Once only: an organisation on the blacklist runs no incubator and no station any more, wherever that is; when it is lifted, whoever is asked names it anew.</summary>
internal sealed class OnOrganizationBlacklistedEndOperator(Operators operators) : IConsumer<OrganizationBlacklisted>
{
    public Task Consume(ConsumeContext<OrganizationBlacklisted> context) => operators.EndAsync(context.Message.OrganizationId, context.CancellationToken);
}
