using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Visits;

/// <summary>Plans this month and, from the 20th on, the next; tells of visits whose day has come, and of missed ones. All of it stands in the database: a run that is killed goes on where it was, twice run is once.</summary>
internal sealed partial class VisitClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<VisitClock> logger) : BackgroundService
{
    private const int Batch = 2_000, PlansAheadFrom = 20, MonthsAhead = 2;
    private const string Action = "welfare.VisitClock";
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try
            {
                await PlanAsync(stoppingToken);
                while (await MissAsync(stoppingToken) || await TellAsync(stoppingToken)) { }
            }
            catch (Refusal e) when (e.Overtaken)
            {
                // Somebody was faster with one of them: the next round sees it.
                MessagingTelemetry.WasOvertaken(Action);
                LogOvertaken();
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PlanAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        var first = new DateOnly(today.Year, today.Month, 1);
        // In a transaction of its own each, a month before they are needed. One that cannot be made stops no month that is there.
        for (var ahead = 0; ahead <= MonthsAhead; ahead++)
        {
            try
            {
                await using var scope = Scope(out _, out var rows);
                await rows.PrepareAsync(first.AddMonths(ahead), cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e))
            {
                LogMonthFailed(e, first.AddMonths(ahead));
            }
        }
        foreach (var month in today.Day >= PlansAheadFrom ? new[] { first, first.AddMonths(1) } : [first])
        {
            List<string> counties;
            await using (var scope = Scope(out _, out var rows)) counties = await rows.UnplannedAsync(month, cancel);
            foreach (var county in counties)
            {
                try
                {
                    await using var scope = Scope(out _, out var planning);
                    // What lies behind us is not planned any more.
                    await planning.PlanAsync(county, month > today ? month : today, month.AddMonths(1).AddDays(-1), clock.GetUtcNow(), cancel);
                }
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e))
                {
                    // The others are planned, and what is due there comes due.
                    LogCountyFailed(e, county);
                }
            }
        }
    }

    // One day at a time: whether the one before was missed must be known when the next is looked at.
    private async Task<bool> MissAsync(CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out var rows);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var today = clock.Today();
        var oldest = today.AddYears(-1);
        if (!await rows.TakeTurnAsync(cancel)) return false;
        var day = await db.Visits.Where(v => v.State == VisitState.Planned && v.DueOn < today && v.DueOn > oldest).OrderBy(v => v.DueOn).Select(v => (DateOnly?)v.DueOn).FirstOrDefaultAsync(cancel);
        if (day is null) return false;
        var before = day.Value.AddYears(-1);
        var missed = await db.Visits.Where(v => v.State == VisitState.Planned && v.DueOn == day).OrderBy(v => v.Id).Take(Batch).ToListAsync(cancel);
        var ids = missed.ConvertAll(v => v.Id);
        var twice = await db.Visits.Where(v => v.DueOn == day && ids.Contains(v.Id) && db.Visits.Where(o => o.PersonId == v.PersonId && o.DueOn < day && o.DueOn > before && o.State != VisitState.Dropped).OrderByDescending(o => o.DueOn)
            .Select(o => o.State).FirstOrDefault() == VisitState.Missed).Select(v => v.Id).ToListAsync(cancel);
        foreach (var visit in missed) visit.Miss(twice.Contains(visit.Id), clock.GetUtcNow());
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<bool> TellAsync(CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out var rows);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var today = clock.Today();
        if (!await rows.TakeTurnAsync(cancel)) return false;
        var due = await db.Visits.Where(v => v.State == VisitState.Planned && v.DueOn == today && !v.Told).OrderBy(v => v.Id).Take(Batch).ToListAsync(cancel);
        if (due.Count == 0) return false;
        foreach (var visit in due) visit.ComeDue(clock.GetUtcNow());
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return due.Count == Batch;
    }

    private AsyncServiceScope Scope(out WelfareDb db, out VisitRows rows)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "visits come due in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = Action;
        db = scope.ServiceProvider.GetRequiredService<WelfareDb>();
        rows = scope.ServiceProvider.GetRequiredService<VisitRows>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Visits could not be planned or told; the clock tries again in a minute")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(4, LogLevel.Information, "Somebody changed a visit while the clock was at it; it looks again in a minute")]
    private partial void LogOvertaken();

    [LoggerMessage(3, LogLevel.Error, "The partition of visits of {Month} could not be made (does the service's role own the tables?); tried again in a minute")]
    private partial void LogMonthFailed(Exception e, DateOnly month);

    [LoggerMessage(2, LogLevel.Error, "Visits in {County} could not be planned; tried again in a minute")]
    private partial void LogCountyFailed(Exception e, string county);
}
