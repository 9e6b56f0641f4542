using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>Once only: that a party organisation stands is told by the party service, and opens the gate of whatever was declared to be led by it, before or after.</summary>
internal sealed class OnOrganizationEstablished(SocialOrgsDb db) : IConsumer<OrganizationEstablished>
{
    public async Task Consume(ConsumeContext<OrganizationEstablished> context)
    {
        var (established, cancel) = (context.Message, context.CancellationToken);
        // Told again under another id, or dissolved in between: what is known stays.
        var party = await db.PartyOrganizations.FirstOrDefaultAsync(p => p.Id == established.OrganizationId, cancel);
        if (party is null) db.Add(new PartyOrganization { Id = established.OrganizationId, EstablishedOn = established.EstablishedOn, Seat = established.Seat });
        else party.Seat ??= established.Seat;
        await db.SaveAsync(cancel);
    }
}
