using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Once only: an organisation whose registration was ended runs nothing any more, wherever that is.</summary>
internal sealed class OnOrganizationDeregisteredEndOperator(Operators operators) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => operators.EndAsync(context.Message.OrganizationId, context.CancellationToken);
}
