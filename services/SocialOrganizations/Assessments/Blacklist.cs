using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Assessments;

/// <summary>
/// Bars organisations on the blacklist from bids, incubation, projects and grading. Whoever asks takes the organisation in common until their transaction ends, who lists it takes it alone: nothing is awarded to one that is
/// being listed. Outside a transaction the lock would end with the question.
/// </summary>
internal sealed class Blacklist(SocialOrgsDb db)
{
    /// <exception cref="Rpc.Refusal">FAILED_PRECONDITION BLACKLISTED.</exception>
    public async Task MustNotHoldAsync(Guid organizationId, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("a question to the blacklist needs a transaction");
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(hashtextextended({Key(organizationId)}, 0))", cancel);
        if (await db.Everywhere<Blacklisting>("whether an organisation is barred is no secret of its division").AnyAsync(b => b.OrganizationId == organizationId && b.State == BlacklistingState.Listed, cancel)) throw AssessmentRefusals.Blacklisted();
    }

    /// <summary>Nobody asks about the organisation before the transaction ends.</summary>
    public Task HoldAsync(Guid organizationId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Key(organizationId)}, 0))", cancel);

    private static string Key(Guid organizationId) => $"socialorgs.blacklist:{organizationId}";
}
