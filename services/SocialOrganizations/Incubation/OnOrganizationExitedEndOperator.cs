using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Once only: an organisation that left runs nothing any more, wherever that is; whoever let it go may have no rights there.</summary>
internal sealed class OnOrganizationExitedEndOperator(Operators operators) : IConsumer<OrganizationExited>
{
    public Task Consume(ConsumeContext<OrganizationExited> context) => operators.EndAsync(context.Message.OrganizationId, context.CancellationToken);
}
