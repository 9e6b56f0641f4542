using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Teams;

/// <summary>Which teams are filed with a social organisation, as its service tells by several queues in any order: they take turns at the organisation.</summary>
internal sealed class TeamFilings(VolunteersDb db)
{
    /// <summary>Nobody else deals with this organisation before the transaction ends. Whether it is told to be no more.</summary>
    public async Task<bool> HoldAsync(Guid organizationId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({organizationId.ToString()}, 7424))", cancel);
        return await db.EndedOrganizations.AnyAsync(o => o.Id == organizationId, cancel);
    }

    /// <summary>An organisation that is no more has no team.</summary>
    public async Task EndAsync(Guid organizationId, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await HoldAsync(organizationId, cancel)) db.Add(new EndedOrganization { Id = organizationId, EndedAt = at });
        foreach (var team in await db.Teams.Where(t => t.OrganizationId == organizationId).ToListAsync(cancel)) team.Release(organizationId, at);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
