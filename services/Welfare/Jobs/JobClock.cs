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
        var (today, doubled) = (ChinaTime.DateOf(now), Doubled(db));
        return db.JobEngagements.Where(e => e.State == JobEngagementState.Running && e.Id > last
                && (e.UntilOn < today || db.AllPeople.Any(p => p.Id == e.PersonId && (p.DiedOn != null || db.AllPeople.Any(k => k.Id == p.MergedInto && k.DiedOn != null)))
                    || doubled.Any(d => d.Id == e.Id)))
            .OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
    }

    // Of a double, while the record that goes on holds a place too, or another of its doubles has held one for longer: one of them goes on.
    private static IQueryable<JobEngagement> Doubled(WelfareDb db) =>
        from e in db.JobEngagements
        where e.State == JobEngagementState.Running
        join p in db.AllPeople on e.PersonId equals p.Id
        where p.MergedInto != null && db.JobEngagements.Any(o => o.State == JobEngagementState.Running
            && (o.PersonId == p.MergedInto || (o.Id < e.Id && db.AllPeople.Any(q => q.Id == o.PersonId && q.MergedInto == p.MergedInto))))
        select e;

    protected override async Task StrikeAsync(IServiceProvider services, WelfareDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var (rows, today) = (services.GetRequiredService<JobRows>(), ChinaTime.DateOf(now));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var of = await db.JobEngagements.Where(e => e.Id == id).Select(e => new { e.JobId, e.Area }).FirstAsync(cancel);
        var jobId = of.JobId;
        await rows.HoldCountyAsync(of.Area, cancel);
        await rows.HoldAsync(jobId, cancel);
        var engagement = await db.JobEngagements.FirstAsync(e => e.Id == id, cancel);
        if (engagement.State != JobEngagementState.Running) return;
        // That somebody died stands in the record that goes on.
        var whom = await db.AllPeople.Where(p => p.Id == engagement.PersonId).Select(p => p.MergedInto ?? p.Id).FirstAsync(cancel);
        var died = await db.AllPeople.Where(p => p.Id == whom).Select(p => p.DiedOn).FirstAsync(cancel);
        if (died is { } on && on <= engagement.UntilOn) engagement.End(JobEndGround.Died, on, now);
        else if (engagement.UntilOn < today) engagement.End(JobEndGround.Term, engagement.UntilOn, now);
        else if (!await Doubled(db).AnyAsync(d => d.Id == id, cancel)) return;
        else engagement.End(JobEndGround.OtherWork, today, now);
        (await db.Jobs.FirstAsync(j => j.Id == jobId, cancel)).Free();
        await rows.TakeOffAsync(id, engagement.EndedOn!.Value, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
