using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Projects;

/// <summary>What an organisation that is no more was to carry out can be matched to another, wherever that is: whoever ended it may have no rights there. What it has submitted is done, and is accepted or returned (<see cref="AcceptProject"/>). Only registered organisations carry out projects, so none is left by one that exits.</summary>
internal sealed class OnOrganizationDeregisteredFreeProjects(SocialOrgsDb db, ProjectDesk desk) : IConsumer<OrganizationDeregistered>
{
    public async Task Consume(ConsumeContext<OrganizationDeregistered> context)
    {
        var (organization, cancel) = (context.Message.OrganizationId, context.CancellationToken);
        foreach (var project in await db.Projects.Where(p => p.OrganizationId == organization && (p.State == ProjectState.Matched || p.State == ProjectState.Started)).ToListAsync(cancel)) db.Add(project.Unmatch(desk.Me, desk.Now));
        await db.SaveAsync(cancel);
    }
}
