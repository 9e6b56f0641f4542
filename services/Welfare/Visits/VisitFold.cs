using Npgsql;

namespace Governance.Welfare.Visits;

/// <summary>Folds changes of counts into one row a division, month and measure, at every level. What it takes and what it adds are one statement: a reader sees either. Of several replicas one folds at a time.</summary>
internal sealed partial class VisitFold(NpgsqlDataSource source, TimeProvider clock, ILogger<VisitFold> logger) : BackgroundService
{
    private const int Batch = 20_000;
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

    private async Task<int> FoldAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock(7424004)", connection))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(cancel))!) return 0;
        }
        await using var fold = new NpgsqlCommand("""
            with taken as (
              delete from visit_count_changes where id in (select id from visit_count_changes order by id limit $1) returning month, area, measure, n),
            folded as (
              insert into visit_counts as c (month, code, parent, measure, n)
              select month, left(area, l.length), left(area, l.above), measure, sum(n) from taken cross join (values (2, 0), (4, 2), (6, 4), (9, 6), (12, 9)) l (length, above)
              group by 1, 2, 3, 4 order by 1, 2, 4
              on conflict (month, code, measure) do update set n = c.n + excluded.n)
            select count(*)::int from taken
            """, connection, transaction) { Parameters = { new() { Value = Batch } } };
        var taken = (int)(await fold.ExecuteScalarAsync(cancel))!;
        await transaction.CommitAsync(cancel);
        return taken;
    }

    [LoggerMessage(1, LogLevel.Error, "Counts of visits could not be folded; they stay right, and it tries again in two seconds")]
    private partial void LogFailed(Exception e);
}
