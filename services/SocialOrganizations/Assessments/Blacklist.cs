using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Assessments;

/// <summary>
/// Bars organisations on the blacklist from bids, contracts, orders, incubation, projects, grading, grants, ventures, recognition, custody and the running of incubators and stations. Whoever asks takes the organisation in common until their transaction ends, who lists,
/// suspends or ends it or changes its staff takes it alone: nothing is given to one that is being listed, suspended or ended, neither at the application nor at any approval after it. Outside a transaction the lock would end with the question.
/// </summary>
internal sealed class Blacklist(SocialOrgsDb db)
{
    /// <summary>The organisation as it stands: until the transaction ends it is neither listed nor suspended nor ended.</summary>
    /// <exception cref="Rpc.Refusal">FAILED_PRECONDITION BLACKLISTED.</exception>
    public async Task<Organization> AskAsync(Guid organizationId, CancellationToken cancel)
    {
        if (await HoldsAsync(organizationId, cancel)) throw AssessmentRefusals.Blacklisted();
        return await NowAsync(organizationId, cancel);
    }

    /// <summary>The same of one that may be listed.</summary>
    public async Task<Organization> LookAsync(Guid organizationId, CancellationToken cancel)
    {
        await HoldsAsync(organizationId, cancel);
        return await NowAsync(organizationId, cancel);
    }

    /// <summary>Whether an organisation may be given money: active, and not listed.</summary>
    public async Task<bool> LetsAsync(Guid organizationId, CancellationToken cancel) => !await HoldsAsync(organizationId, cancel) && (await NowAsync(organizationId, cancel)).IsActive;

    /// <summary>Which of these may serve government, registered and not listed: until the transaction ends none of them is listed, suspended or ended.</summary>
    public async Task<HashSet<Guid>> ServingAsync(IEnumerable<Guid> organizations, CancellationToken cancel)
    {
        MustBeHeld();
        // In one order, so that two who ask for the same do not wait for each other.
        var ids = organizations.Distinct().Order().ToArray();
        var keys = ids.Select(Key).ToArray();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(hashtextextended(k, 0)) from unnest({keys}) k", cancel);
        var barred = db.Everywhere<Blacklisting>("whether an organisation is barred is no secret of its division").Where(b => b.State == BlacklistingState.Listed);
        return [.. await db.Everywhere<Organization>("whether an organisation may still work is asked by whoever gives it something")
            .Where(o => ids.Contains(o.Id) && (o.State == OrganizationState.Registered || o.State == OrganizationState.Graduated) && !barred.Any(b => b.OrganizationId == o.Id)).Select(o => o.Id).ToListAsync(cancel)];
    }

    private async Task<Organization> NowAsync(Guid organizationId, CancellationToken cancel) =>
        await db.Everywhere<Organization>("whether an organisation may still work is asked by whoever gives it something").AsNoTracking().FirstAsync(o => o.Id == organizationId, cancel);

    private async Task<bool> HoldsAsync(Guid organizationId, CancellationToken cancel)
    {
        MustBeHeld();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(hashtextextended({Key(organizationId)}, 0))", cancel);
        return await db.Everywhere<Blacklisting>("whether an organisation is barred is no secret of its division").AnyAsync(b => b.OrganizationId == organizationId && b.State == BlacklistingState.Listed, cancel);
    }

    /// <summary>Nobody asks about the organisation before the transaction ends.</summary>
    public Task HoldAsync(Guid organizationId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Key(organizationId)}, 0))", cancel);

    private void MustBeHeld()
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("a question to the blacklist needs a transaction");
    }

    private static string Key(Guid organizationId) => $"socialorgs.blacklist:{organizationId}";
}
