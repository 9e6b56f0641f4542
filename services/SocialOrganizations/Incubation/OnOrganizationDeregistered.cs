using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Once only: an organisation whose registration was ended gives its place in an incubator back, as one that left.</summary>
internal sealed class OnOrganizationDeregistered(IncubationDesk desk) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => desk.LeaveAsync(context.Message.OrganizationId, context.CancellationToken);
}
