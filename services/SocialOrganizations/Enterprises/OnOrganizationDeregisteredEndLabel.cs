using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>An organisation that is no more bears no label, and what it was to look after is free for another: whoever ended it may have no rights there. What it holds it has given back before.</summary>
internal sealed class OnOrganizationDeregisteredEndLabel(SocialOrgsDb db, EnterpriseDesk desk) : IConsumer<OrganizationDeregistered>
{
    public async Task Consume(ConsumeContext<OrganizationDeregistered> context)
    {
        var (organization, cancel) = (context.Message.OrganizationId, context.CancellationToken);
        foreach (var enterprise in await db.Enterprises.Where(e => e.OrganizationId == organization && (e.State == EnterpriseState.Applied || e.State == EnterpriseState.Recognized)).ToListAsync(cancel)) enterprise.Exit(desk.Now);
        foreach (var custody in await db.Custodies.Where(c => c.OrganizationId == organization && (c.State == CustodyState.Applied || c.State == CustodyState.Approved)).ToListAsync(cancel)) custody.Decline(desk.Me, desk.Now);
        await db.SaveAsync(cancel);
    }
}
