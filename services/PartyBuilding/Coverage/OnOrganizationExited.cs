using Governance.Events.SocialOrgs.V1;
using Governance.Map;
using MassTransit;

namespace Governance.PartyBuilding.Coverage;

/// <summary>As <see cref="OnOrganizationDeregistered"/>, of one that was not registered.</summary>
internal sealed class OnOrganizationExited(PartyDb db, DivisionMap map) : IConsumer<OrganizationExited>
{
    public Task Consume(ConsumeContext<OrganizationExited> context) => db.EndAsync(map, context.Message.OrganizationId, context.Message.Area, context.Message.At, context.CancellationToken);
}
