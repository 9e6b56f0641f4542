using Governance.Events.SocialOrgs.V1;
using Governance.Map;
using MassTransit;

namespace Governance.PartyBuilding.Coverage;

/// <summary>A social organisation that is no more needs no covering.</summary>
internal sealed class OnOrganizationDeregistered(PartyDb db, DivisionMap map) : IConsumer<OrganizationDeregistered>
{
    public Task Consume(ConsumeContext<OrganizationDeregistered> context) => db.EndAsync(map, context.Message.OrganizationId, context.Message.Area, context.Message.At, context.CancellationToken);
}
