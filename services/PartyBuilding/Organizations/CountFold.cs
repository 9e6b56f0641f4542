using Npgsql;

namespace Governance.PartyBuilding.Organizations;

/// <summary>
/// Folds changes of counts into one row a node and measure, so that reading a count stays cheap. What it takes and what it adds are one statement: a reader sees either. Of several replicas
/// one folds at a time, by a lock that is not waited for.
/// </summary>
internal sealed partial class CountFold(NpgsqlDataSource source, TimeProvider clock, ILogger<CountFold> logger) : BackgroundService
{
    public const int Batch = 20_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { while (await FoldAsync(stoppingToken) == Batch) { } }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // How many changes were folded; 0 also while another replica folds.
    private async Task<int> FoldAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock(7424002)", connection))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(cancel))!) return 0;
        }
        await using var fold = new NpgsqlCommand("""
            with taken as (
              delete from organization_count_changes where id in (select id from organization_count_changes order by id limit $1) returning organization_id, measure, n),
            folded as (
              insert into organization_counts as c (organization_id, measure, n)
              select organization_id, measure, sum(n) from taken group by organization_id, measure order by organization_id, measure
              on conflict (organization_id, measure) do update set n = c.n + excluded.n)
            select count(*)::int from taken
            """, connection, transaction) { Parameters = { new() { Value = Batch } } };
        var taken = (int)(await fold.ExecuteScalarAsync(cancel))!;
        await transaction.CommitAsync(cancel);
        return taken;
    }

    [LoggerMessage(1, LogLevel.Error, "Counts of organisations could not be folded; they stay right, and it tries again in two seconds")]
    private partial void LogFailed(Exception e);
}
