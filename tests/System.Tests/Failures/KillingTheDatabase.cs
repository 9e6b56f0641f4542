using Governance.Grid.V1;
using Governance.Servers;
using Grpc.Core;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KillingTheDatabase(Ground ground)
{
    [Fact]
    public async Task Under_load_callers_are_told_to_retry_and_nothing_acknowledged_is_lost_or_doubled()
    {
        await using var scene = await ground.SetAsync("kill-database");
        var grid = await scene.StartReplicaAsync();
        using var enough = new CancellationTokenSource();
        var watched = Watcher.WatchAsync(grid.As(scene.Centre()), enough.Token);
        await using var load = Load.Start(scene, grid.As);
        await load.MoreAsync(30);
        await scene.Servers.KillAsync(ServerKinds.Postgres);
        await Task.Delay(TimeSpan.FromSeconds(4));
        await scene.Servers.StartAgainAsync(ServerKinds.Postgres);
        await load.MoreAsync(30);
        await scene.Servers.KillAsync(ServerKinds.Postgres);
        await scene.Servers.StartAgainAsync(ServerKinds.Postgres);
        await load.MoreAsync(30);
        await load.StopAsync();

        // Not INTERNAL, not the deadline: a plain "not now", with the time after which to come again.
        Assert.NotEmpty(load.Failed);
        Assert.All(load.Failed, t => Assert.True(t is { Code: StatusCode.Unavailable, Lost: false, RetryAfter: not null }, $"{t}"));
        Assert.False(grid.Process.HasExited);
        await Outcome.IsWholeAsync(scene, load);
        await Watcher.HasSeenAsync(watched, [.. load.Promises.Select(p => p.CallId)], enough);
        await ClockStrikesAsync(scene, load.Promises.First().CallId);
    }

    [Fact]
    public async Task A_watcher_misses_nothing_although_the_database_gives_transaction_numbers_out_again()
    {
        await using var scene = await ground.SetAsync("kill-database-watch");
        var grid = await scene.StartReplicaAsync();
        using var enough = new CancellationTokenSource();
        var ready = new TaskCompletionSource();
        var watched = Watcher.WatchAsync(grid.As(scene.Centre()), enough.Token, ready);
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        // A refused command writes nothing that must reach the disk at once; after a crash the database gives its number out again. The wider pause of the
        // log's writer (200 ms by default) only makes sure that the kill falls into it.
        await scene.ExecuteAsync("alter system set wal_writer_delay = '10s'");
        await scene.ExecuteAsync("select pg_reload_conf()");
        var (before, after) = (0L, 0L);
        for (var tries = 0; tries < 5 && after >= before; tries++)
        {
            await scene.ExecuteAsync("do $$ begin for i in 1..500 loop perform pg_current_xact_id(); rollback; end loop; end $$");
            await Task.Delay(TimeSpan.FromSeconds(1));    // five polls of the tail
            before = await NextTransactionAsync(scene);
            await scene.Servers.KillAsync(ServerKinds.Postgres);
            await scene.Servers.StartAgainAsync(ServerKinds.Postgres);
            after = await NextTransactionAsync(scene);
            await Scene.EventuallyAsync("Grid has recovered", async () => await scene.CountAsync("select count(*) from relay_lanes where lease_until > clock_timestamp()") == 8);
        }
        await scene.ExecuteAsync("alter system reset wal_writer_delay");
        await scene.ExecuteAsync("select pg_reload_conf()");
        Assert.InRange(after, 0, before - 1);
        await using var load = Load.Start(scene, grid.As, clients: 2);
        await load.MoreAsync(10);
        await load.StopAsync();
        await Watcher.HasSeenAsync(watched, [.. load.Promises.Select(p => p.CallId)], enough);
        await Outcome.IsWholeAsync(scene, load);
    }

    private static Task<long> NextTransactionAsync(Scene scene) => scene.CountAsync("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");

    private static async Task ClockStrikesAsync(Scene scene, string resolved)
    {
        await scene.ExecuteAsync("update calls set state = 3, resolved_at = null, times_provisional = false, times_accept_due_at = now() - interval '1 hour', times_accept_missed = false, times_next_alarm_at = now() where id = $1", Guid.Parse(resolved));
        await Scene.EventuallyAsync("the clock has struck", async () => await scene.CountAsync("select count(*) from events where type = 'governance.grid.v1.CallOverdue'") == 1, 20);
    }
}

/// <summary>A command centre that watches: it comes back with its last token whenever it is thrown out.</summary>
internal static class Watcher
{
    /// <summary>Ids of opened calls in the order in which they were shown. Ends when cancelled.</summary>
    public static async Task<List<string>> WatchAsync(CallInvoker centre, CancellationToken cancel, TaskCompletionSource? ready = null)
    {
        var calls = new Calls.CallsClient(centre);
        var opened = new List<string>();
        var token = "";
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var watch = calls.WatchCalls(new WatchCallsRequest { DivisionCode = "510104", ResumeToken = token }, cancellationToken: cancel);
                await foreach (var change in watch.ResponseStream.ReadAllAsync(cancel))
                {
                    token = change.ResumeToken;
                    ready?.TrySetResult();
                    if (change.Kind != "CallOpened") continue;
                    lock (opened) opened.Add(change.Call.Id);
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancel.IsCancellationRequested) { break; }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(200, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        return opened;
    }

    /// <summary>Each of these calls was shown once as opened, and no other.</summary>
    public static async Task HasSeenAsync(Task<List<string>> watching, List<string> calls, CancellationTokenSource enough)
    {
        // The tail is at most a poll behind; two seconds are ten polls.
        enough.CancelAfter(TimeSpan.FromSeconds(2));
        Assert.Equal(calls.Order(), (await watching).Order());
    }
}
