using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// Folds changes of counts into few rows, so that reading a count stays cheap (decision 0010). Promises: what it takes and what it adds are one statement, so a reader of both tables sees every change once; of
/// several replicas one folds at a time, by a lock that is not waited for; a failure loses nothing, since what was not folded is read as it is.
/// </summary>
/// <param name="source">The service's database.</param>
/// <param name="clock">Wakes it.</param>
/// <param name="logger">For a failure.</param>
/// <param name="turn">Key of the lock; each fold has its own.</param>
/// <param name="counts">What it folds, for the log.</param>
public abstract partial class Fold(NpgsqlDataSource source, TimeProvider clock, ILogger logger, long turn, string counts) : BackgroundService
{
    /// <summary>Changes taken at once.</summary>
    public const int Batch = 20_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    /// <summary>Takes up to <c>$1</c> changes away, the oldest first, adds them to the rows, and gives how many they were.</summary>
    protected abstract string Statement { get; }

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { while (await FoldAsync(stoppingToken) == Batch) { } }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e, counts); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // How many changes were folded; 0 also while another replica folds.
    private async Task<int> FoldAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var asked = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = turn } } })
        {
            if (!(bool)(await asked.ExecuteScalarAsync(cancel))!) return 0;
        }
        await using var fold = new NpgsqlCommand(Statement, connection, transaction) { Parameters = { new() { Value = Batch } } };
        var taken = (int)(await fold.ExecuteScalarAsync(cancel))!;
        await transaction.CommitAsync(cancel);
        return taken;
    }

    [LoggerMessage(1, LogLevel.Error, "{Counts} could not be folded; they stay right, and it tries again in two seconds")]
    private partial void LogFailed(Exception e, string counts);
}
