using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Jobs;

/// <summary>Ends engagements whose term is over, whose person has died, or who turned out to hold two places under two records, and frees their places. What is due stands in the database, so a restart loses nothing; of any number of replicas one wins by the version.</summary>
internal sealed partial class JobClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await EndDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task EndDueAsync(CancellationToken cancel)
    {
        var (today, last) = (clock.Today(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            await using (Scope(out var db, out _))
            {
                var doubled = Doubled(db);
                due = await db.JobEngagements.Where(e => e.State == JobEngagementState.Running && e.Id > last
                    && (e.UntilOn < today || db.AllPeople.Any(p => p.Id == e.PersonId && (p.DiedOn != null || db.AllPeople.Any(k => k.Id == p.MergedInto && k.DiedOn != null)))
                        || doubled.Any(d => d.Id == e.Id)))
                    .OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
            }
            foreach (var id in due)
            {
                try { await EndAsync(id, cancel); }
                catch (Refusal) { }    // whoever acted, or another replica, was faster: that counts
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogOneFailed(e, id); }
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    // Of a double, while the record that goes on holds a place too, or another of its doubles has held one for longer: one of them goes on.
    private static IQueryable<JobEngagement> Doubled(WelfareDb db) =>
        from e in db.JobEngagements
        where e.State == JobEngagementState.Running
        join p in db.AllPeople on e.PersonId equals p.Id
        where p.MergedInto != null && db.JobEngagements.Any(o => o.State == JobEngagementState.Running
            && (o.PersonId == p.MergedInto || (o.Id < e.Id && db.AllPeople.Any(q => q.Id == o.PersonId && q.MergedInto == p.MergedInto))))
        select e;

    private async Task EndAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out var rows);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var of = await db.JobEngagements.Where(e => e.Id == id).Select(e => new { e.JobId, e.Area }).FirstAsync(cancel);
        var jobId = of.JobId;
        await rows.HoldCountyAsync(of.Area, cancel);
        await rows.HoldAsync(jobId, cancel);
        var engagement = await db.JobEngagements.FirstAsync(e => e.Id == id, cancel);
        // That somebody died stands in the record that goes on.
        var whom = await db.AllPeople.Where(p => p.Id == engagement.PersonId).Select(p => p.MergedInto ?? p.Id).FirstAsync(cancel);
        var died = await db.AllPeople.Where(p => p.Id == whom).Select(p => p.DiedOn).FirstAsync(cancel);
        if (died is { } on && on <= engagement.UntilOn) engagement.End(JobEndGround.Died, on, clock.GetUtcNow());
        else if (engagement.UntilOn < clock.Today()) engagement.End(JobEndGround.Term, engagement.UntilOn, clock.GetUtcNow());
        else if (!await Doubled(db).AnyAsync(d => d.Id == id, cancel)) return;
        else engagement.End(JobEndGround.OtherWork, clock.Today(), clock.GetUtcNow());
        (await db.Jobs.FirstAsync(j => j.Id == jobId, cancel)).Free();
        await rows.TakeOffAsync(id, engagement.EndedOn!.Value, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private AsyncServiceScope Scope(out WelfareDb db, out JobRows rows)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "terms of jobs end in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "welfare.JobClock";
        db = scope.ServiceProvider.GetRequiredService<WelfareDb>();
        rows = scope.ServiceProvider.GetRequiredService<JobRows>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Terms of jobs could not be read; tried again in five minutes")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "Engagement {Id} could not be ended; tried again in five minutes")]
    private partial void LogOneFailed(Exception e, Guid id);
}
