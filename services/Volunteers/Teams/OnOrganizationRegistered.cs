using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Teams;

/// <summary>Once only: a team that was registered or filed as a social organisation is filed here too; nobody enters it again.</summary>
internal sealed partial class OnOrganizationRegistered(VolunteersDb db, ILogger<OnOrganizationRegistered> logger) : IConsumer<OrganizationRegistered>
{
    public async Task Consume(ConsumeContext<OrganizationRegistered> context)
    {
        var (registered, cancel) = (context.Message, context.CancellationToken);
        if (registered.TeamId is not { } teamId) return;
        var team = await db.Teams.FirstOrDefaultAsync(t => t.Id == teamId, cancel);
        // Somebody's typing error over there: again and again would not mend it.
        if (team is null) LogUnknown(registered.OrganizationId, teamId);
        else if (!team.File(registered.OrganizationId, registered.TeamConfirmed == true, registered.At)) LogTaken(registered.OrganizationId, teamId);
        await db.SaveAsync(cancel);
    }

    [LoggerMessage(1, LogLevel.Warning, "Organisation {Organization} was registered for team {Team}, which does not exist")]
    private partial void LogUnknown(Guid organization, Guid team);

    [LoggerMessage(2, LogLevel.Warning, "Organisation {Organization} was registered for team {Team}, which is another organisation's and stays with it")]
    private partial void LogTaken(Guid organization, Guid team);
}
