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

    /// <summary>The organisation that a team is: one that lives before one that has ended, the first to apply before others; what its staff only say of their team does not count. Null = the team is none.</summary>
    public async Task<Guid?> OrganizationOfAsync(Guid teamId, CancellationToken cancel) =>
        await db.Organizations.Where(o => o.TeamId == teamId && o.TeamConfirmed).OrderBy(o => o.EndedOn != null).ThenBy(o => o.Id).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel);

    public static DateOnly DayOf(DateTimeOffset at) => ChinaTime.DateOf(at);
}
