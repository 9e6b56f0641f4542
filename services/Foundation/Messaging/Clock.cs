using Governance.Access;
using Governance.Rpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Messaging;

/// <summary>
/// What comes due with time: limits, reminders, terms. Promises: what is due stands in the database, so a restart loses nothing; each thing is struck in a scope and a transaction of its own against its version, so that of
/// any number of replicas one wins, and the others count it (<c>governance.clock.overtaken</c>) and look again in the next round; one that cannot be struck is logged, comes again in the next round and holds up no other; an outage ends the round, and the next begins where what is due begins.
/// </summary>
/// <typeparam name="TDb">The service's database.</typeparam>
/// <typeparam name="TDue">What names a thing that is due and the order of striking: its id, or its id and its time. The default value stands before the first.</typeparam>
/// <param name="scopes">For a scope a thing.</param>
/// <param name="time">Now.</param>
/// <param name="logger">For what could not be struck.</param>
/// <param name="every">Between two rounds.</param>
/// <param name="action">Its name in the audit trail, <c>grid.CallClock</c>.</param>
/// <param name="why">Why it sees every area; for the audit trail.</param>
public abstract partial class Clock<TDb, TDue>(IServiceScopeFactory scopes, TimeProvider time, ILogger logger, TimeSpan every, string action, string why) : BackgroundService
    where TDb : GovernanceDb where TDue : struct
{
    /// <summary>Things read at a time. What is due is never read whole: after an outage it may be a great deal.</summary>
    protected const int Batch = 200;

    /// <summary>What is due now and comes after <paramref name="last"/>, in order; the round takes the first <see cref="Batch"/>.</summary>
    protected abstract Task<List<TDue>> DueAsync(TDb db, TDue last, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Strikes one, and saves. Somebody may have been faster since it was read: it looks whether it is still due.</summary>
    protected abstract Task StrikeAsync(IServiceProvider services, TDb db, TDue due, DateTimeOffset now, CancellationToken cancel);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try { await StrikeDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e, action, every); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One round: strikes what is due now.</summary>
    public async Task StrikeDueAsync(CancellationToken cancel)
    {
        var (now, last, overtaken) = (time.GetUtcNow(), default(TDue), 0);
        try
        {
            while (true)
            {
                List<TDue> due;
                await using (Scope(out var db)) due = await DueAsync(db, last, now, cancel);
                foreach (var one in due)
                {
                    try
                    {
                        await using var scope = Scope(out var db);
                        await StrikeAsync(scope.ServiceProvider, db, one, time.GetUtcNow(), cancel);
                    }
                    // Another replica, or whoever works on it, was faster: its state counts. What is due still is due in the next round.
                    catch (Refusal e) when (e.Overtaken) { overtaken++; }
                    catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogOneFailed(e, action, one); }
                }
                if (due.Count < Batch) return;
                last = due[^1];
            }
        }
        finally
        {
            // Once a round: with several replicas it is a matter of course.
            if (overtaken > 0)
            {
                MessagingTelemetry.WasOvertaken(action, overtaken);
                LogOvertaken(action, overtaken);
            }
        }
    }

    private AsyncServiceScope Scope(out TDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", why);
        scope.ServiceProvider.GetRequiredService<Work>().Action = action;
        db = scope.ServiceProvider.GetRequiredService<TDb>();
        return scope;
    }

    // The members below log to the derived class's category.
    private readonly ILogger logger = logger;

    [LoggerMessage(1, LogLevel.Error, "{Clock} could not strike; it tries again in {Every}")]
    private partial void LogFailed(Exception e, string clock, TimeSpan every);

    [LoggerMessage(2, LogLevel.Error, "{Clock} could not strike {Due}; it tries again in the next round")]
    private partial void LogOneFailed(Exception e, string clock, TDue due);

    [LoggerMessage(3, LogLevel.Information, "{Clock} was overtaken at {Overtaken} things that were due; it looks at them again in the next round")]
    private partial void LogOvertaken(string clock, int overtaken);
}

/// <summary>A clock whose things are struck in the order of their ids.</summary>
/// <inheritdoc/>
public abstract class Clock<TDb>(IServiceScopeFactory scopes, TimeProvider time, ILogger logger, TimeSpan every, string action, string why) : Clock<TDb, Guid>(scopes, time, logger, every, action, why)
    where TDb : GovernanceDb;
