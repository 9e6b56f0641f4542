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
        var ended = engagements.Where(e => e.EndedOn is not null).Select(e => e.Id).ToList();
        if (ended.Count == 0) return [];
        const string why = "of engagements that the caller sees";
        return await (from p in db.Everywhere<JobPayment>(why)
                      where ended.Contains(p.EngagementId)
                      join e in db.Everywhere<JobEngagement>(why) on p.EngagementId equals e.Id
                      join l in db.Everywhere<JobPayList>(why) on p.PayListId equals l.Id
                      where p.Month > e.EndedOn && l.State != JobPayListState.Drawn
                      group p.AmountFen by p.EngagementId into g
                      select new { g.Key, Fen = g.Sum() }).ToDictionaryAsync(g => g.Key, g => g.Fen, cancel);
    }
}
