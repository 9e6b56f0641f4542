using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>Who was led by a party organisation that is no more is led by nobody, until another one is declared.</summary>
internal sealed class OnOrganizationDissolved(SocialOrgsDb db) : IConsumer<OrganizationDissolved>
{
    public async Task Consume(ConsumeContext<OrganizationDissolved> context)
    {
        var (dissolved, cancel) = (context.Message, context.CancellationToken);
        var party = await db.PartyOrganizations.FirstOrDefaultAsync(p => p.Id == dissolved.OrganizationId, cancel);
        // Its two events have one subject each, but two queues: the end may be here before the beginning.
        if (party is null) db.Add(new PartyOrganization { Id = dissolved.OrganizationId, EstablishedOn = Rpc.ChinaTime.DateOf(dissolved.At), DissolvedAt = dissolved.At });
        else party.DissolvedAt ??= dissolved.At;
        await db.SaveAsync(cancel);
    }
}
