using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>Service records as Volunteers' events find them: a record and its correction come by two queues and in any order, and take turns at the record.</summary>
internal sealed class TeamDeeds(SocialOrgsDb db)
{
    /// <summary>Nobody else deals with this record before the transaction ends.</summary>
    public async Task<TeamDeed?> HoldAsync(Guid recordId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"socialorgs.team-services:" + recordId}, 0))", cancel);
        return await db.TeamDeeds.FirstOrDefaultAsync(s => s.RecordId == recordId, cancel);
    }

    /// <summary>
    /// A deed of a team that is an organisation: one that the office confirms before others, then one that lives, the first to apply first. What staff only say of their team is kept for whom the office
    /// confirms it for. Null = the team is nobody's.
    /// </summary>
    /// <param name="recordId">The record.</param>
    /// <param name="teamId">The team.</param>
    /// <param name="on">Day on which it began: what was begun after an organisation had ended is not that organisation's. Null = it is not told yet.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<TeamDeed?> NewAsync(Guid recordId, Guid teamId, DateOnly? on, CancellationToken cancel)
    {
        if (await OwnerAsync(teamId, on, cancel) is not { } owner) return null;
        if (!owner.TeamConfirmed)
        {
            await HoldTeamAsync(teamId, cancel);
            // Read after the lock: it may have been confirmed meanwhile.
            if ((owner = await OwnerAsync(teamId, on, cancel)) is null) return null;
        }
        var deed = new TeamDeed { RecordId = recordId, OrganizationId = owner.Id, ClaimedTeamId = owner.TeamConfirmed ? null : teamId };
        db.Add(deed);
        return deed;
    }

    /// <summary>The office has confirmed the team, in this transaction: what it has done since somebody first claimed it counts.</summary>
    public async Task ConfirmAsync(Organization organization, CancellationToken cancel)
    {
        if (organization.ConfirmedTeamId is not { } team) return;
        await HoldTeamAsync(team, cancel);
        await db.Everywhere<TeamDeed>("of a team that the office confirms, wherever it has served").Where(d => d.ClaimedTeamId == team)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.OrganizationId, organization.Id).SetProperty(x => x.ClaimedTeamId, (Guid?)null), cancel);
    }

    private sealed record Owner(Guid Id, bool TeamConfirmed);

    private async Task<Owner?> OwnerAsync(Guid teamId, DateOnly? on, CancellationToken cancel)
    {
        var owners = db.Organizations.Where(o => o.TeamId == teamId && (o.EndedOn == null || on == null || on <= o.EndedOn));
        // What was begun before an organisation ended is its own, whoever claims the team since.
        var ordered = on is null ? owners.OrderBy(o => o.EndedOn != null).ThenBy(o => !o.TeamConfirmed) : owners.OrderBy(o => !o.TeamConfirmed).ThenBy(o => o.EndedOn != null);
        return await ordered.ThenBy(o => o.Id).Select(o => new Owner(o.Id, o.TeamConfirmed)).FirstOrDefaultAsync(cancel);
    }

    private async Task HoldTeamAsync(Guid teamId, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"socialorgs.team:" + teamId}, 0))", cancel);

    public static DateOnly DayOf(DateTimeOffset at) => ChinaTime.DateOf(at);
}
