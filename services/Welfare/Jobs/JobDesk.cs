using Governance.Rpc;
using Governance.Welfare.Cases;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Jobs;

/// <summary>What the slices about jobs share: the way to a job, an engagement under its person's seal, a list; what has to be claimed back.</summary>
internal sealed class JobDesk(WelfareDb db, PersonDesk people, CaseDesk cases)
{
    public Actor Me => people.Me;

    public DateOnly Today => people.Today;

    public async Task<Job> FindAsync(Guid id, CancellationToken cancel) => await db.Jobs.FirstOrDefaultAsync(j => j.Id == id, cancel) ?? throw JobRefusals.NotFound(id.ToString());

    public async Task<JobEngagement> FindEngagementAsync(Guid id, CancellationToken cancel)
    {
        var engagement = await db.JobEngagements.FirstOrDefaultAsync(e => e.Id == id, cancel) ?? throw JobRefusals.NoEngagement(id.ToString());
        await cases.MustNotBeSealedAsync(engagement.PersonId, cancel);
        return engagement;
    }

    public async Task<JobPayList> FindListAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var list = await db.JobPayLists.FirstOrDefaultAsync(l => l.Id == key, cancel) ?? throw JobRefusals.NoList(id);
        Etag.Match(etag, list.Version);
        return list;
    }

    /// <summary>What is on approved lists for months after the last day.</summary>
    public async Task<Dictionary<Guid, long>> OverpaidAsync(IReadOnlyCollection<JobEngagement> engagements, CancellationToken cancel)
    {
        // What ends now is not in the database yet: the days are those of the engagements at hand.
        var ended = engagements.Where(e => e.EndedOn is not null).ToDictionary(e => e.Id, e => e.EndedOn!.Value);
        if (ended.Count == 0) return [];
        const string why = "of engagements that the caller sees";
        var paid = await (from p in db.Everywhere<JobPayment>(why)
                          where ended.Keys.Contains(p.EngagementId)
                          join l in db.Everywhere<JobPayList>(why) on p.PayListId equals l.Id
                          where l.State != JobPayListState.Drawn
                          select new { p.EngagementId, p.Month, p.AmountFen }).ToListAsync(cancel);
        return paid.Where(p => p.Month > ended[p.EngagementId]).GroupBy(p => p.EngagementId).ToDictionary(g => g.Key, g => g.Sum(p => p.AmountFen));
    }
}
