using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Jobs;

/// <summary>Ends engagements whose term is over, whose person has died, or who turned out to hold two places under two records, and frees their places.</summary>
internal sealed class JobClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<JobClock> logger)
    : Clock<WelfareDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "welfare.JobClock", "terms of jobs end in every area")
{
    protected override Task<List<Guid>> DueAsync(WelfareDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.JobEngagements.Where(e => e.State == JobEngagementState.Running && e.Id > last
                && (e.UntilOn < today || db.AllPeople.Any(p => p.Id == e.PersonId && (p.DiedOn != null || db.AllPeople.Any(k => k.Id == p.MergedInto && k.DiedOn != null) || (p.MergedInto != null && db.JobEngagements.Any(o => o.PersonId == p.MergedInto && o.State == JobEngagementState.Running))))))
            .OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, WelfareDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var (rows, today) = (services.GetRequiredService<JobRows>(), ChinaTime.DateOf(now));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var jobId = await db.JobEngagements.Where(e => e.Id == id).Select(e => e.JobId).FirstAsync(cancel);
        await rows.HoldAsync(jobId, cancel);
        var engagement = await db.JobEngagements.FirstAsync(e => e.Id == id, cancel);
        await rows.HoldCountyAsync(engagement.Area, cancel);
        // That somebody died stands in the record that goes on.
        var whom = await db.AllPeople.Where(p => p.Id == engagement.PersonId).Select(p => p.MergedInto ?? p.Id).FirstAsync(cancel);
        var died = await db.AllPeople.Where(p => p.Id == whom).Select(p => p.DiedOn).FirstAsync(cancel);
        if (died is { } on && on <= engagement.UntilOn) engagement.End(JobEndGround.Died, on, now);
        else if (engagement.UntilOn < today) engagement.End(JobEndGround.Term, engagement.UntilOn, now);
        // The record that goes on holds a place too.
        else engagement.End(JobEndGround.OtherWork, today, now);
        (await db.Jobs.FirstAsync(j => j.Id == jobId, cancel)).Free();
        await rows.TakeOffAsync(id, engagement.EndedOn!.Value, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
