using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Once only: an organisation that left gives its place in an incubator back, wherever that is; whoever let it go may have no rights there.</summary>
internal sealed class OnOrganizationExited(IncubationDesk desk) : IConsumer<OrganizationExited>
{
    public Task Consume(ConsumeContext<OrganizationExited> context) => desk.LeaveAsync(context.Message.OrganizationId, context.CancellationToken);
}
