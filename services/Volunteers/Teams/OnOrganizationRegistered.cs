using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Teams;

/// <summary>Once only: a team that was registered or filed as a social organisation is filed here too; nobody enters it again. The one that it was before is filed with it no more.</summary>
internal sealed partial class OnOrganizationRegistered(VolunteersDb db, TeamFilings filings, ILogger<OnOrganizationRegistered> logger) : IConsumer<OrganizationRegistered>
{
    public async Task Consume(ConsumeContext<OrganizationRegistered> context)
    {
        var (registered, cancel) = (context.Message, context.CancellationToken);
        if (registered.TeamId is null && registered.FormerTeamId is null) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ended = await filings.HoldAsync(registered.OrganizationId, cancel);
        if (registered.FormerTeamId is { } formerId && await db.Teams.FirstOrDefaultAsync(t => t.Id == formerId, cancel) is { } former) former.Release(registered.OrganizationId, registered.At);
        if (registered.TeamId is { } teamId && !ended) await FileAsync(teamId, registered, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task FileAsync(Guid teamId, OrganizationRegistered registered, CancellationToken cancel)
    {
        var team = await db.Teams.FirstOrDefaultAsync(t => t.Id == teamId, cancel);
        // Somebody's typing error over there: again and again would not mend it.
        if (team is null) LogUnknown(registered.OrganizationId, teamId);
        else if (!team.File(registered.OrganizationId, registered.TeamConfirmed == true, registered.At)) LogTaken(registered.OrganizationId, teamId);
    }

    [LoggerMessage(1, LogLevel.Warning, "Organisation {Organization} was registered for team {Team}, which does not exist")]
    private partial void LogUnknown(Guid organization, Guid team);

    [LoggerMessage(2, LogLevel.Warning, "Organisation {Organization} was registered for team {Team}, which is another organisation's and stays with it")]
    private partial void LogTaken(Guid organization, Guid team);
}
