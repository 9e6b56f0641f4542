using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Rpc;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.SystemTests.Failures;

/// <summary>One try of one request. Lost = the client never got an answer: the connection broke, or nobody listened.</summary>
internal sealed record Try(string Rpc, TimeSpan At, TimeSpan Took, StatusCode Code, bool Lost, TimeSpan? RetryAfter, string Detail)
{
    public override string ToString() => $"{At.TotalSeconds:0.0}s {Rpc} {Code}{(Lost ? " (connection lost)" : "")} after {Took.TotalMilliseconds:0} ms: {Detail}";
}

/// <summary>What somebody was promised: the call exists.</summary>
internal sealed record Promise(string RequestId, string CallId, int Events);

/// <summary>
/// Clients that open, accept, start and resolve calls until told to stop, each request with an id of its own. They do what the contract asks of them: after
/// UNAVAILABLE or a lost connection they try again with the same request_id, and after nothing else.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    /// <summary>Street light: goes to the unit 03 by itself.</summary>
    public const string StreetLight = "0201";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // Long enough for the first request of a process on a busy machine; what comes to this has hung.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Task[] clients;

    private Load(Func<string, CallInvoker> connect, Scene scene, int count, TimeSpan pause)
    {
        clients = [.. Enumerable.Range(0, count).Select(n => Task.Run(async () =>
        {
            var resident = new Calls.CallsClient(connect(scene.Resident($"resident-{n}")));
            var clerk = new Calls.CallsClient(connect(scene.Clerk()));
            while (!stop.IsCancellationRequested)
            {
                await AppealAsync(resident, clerk);
                await Task.Delay(pause);
            }
        }))];
    }

    public ConcurrentQueue<Promise> Promises { get; } = new();

    public ConcurrentQueue<Try> Tries { get; } = new();

    public IEnumerable<Try> Failed => Tries.Where(t => t.Code != StatusCode.OK);

    public TimeSpan Now => clock.Elapsed;

    public static Load Start(Scene scene, Func<string, CallInvoker> connect, int clients = 8, int pauseMs = 5) =>
        new(connect, scene, clients, TimeSpan.FromMilliseconds(pauseMs));

    /// <summary>Waits until so many calls have been promised since now.</summary>
    public Task MoreAsync(int calls)
    {
        var until = Promises.Count + calls;
        return Scene.EventuallyAsync($"{calls} more calls are promised", async () =>
        {
            // A client that got an answer it must not retry after has ended: its reason is the test's.
            if (clients.FirstOrDefault(c => c.IsFaulted) is { } broken) await broken;
            return Promises.Count >= until;
        }, 90);
    }

    /// <summary>Lets every client finish what it has begun.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        var ok = Tries.Where(t => t.Code == StatusCode.OK).Select(t => t.Took.TotalMilliseconds).Order().ToList();
        Scene.Say($"{Promises.Count} calls, {Tries.Count} tries, {Failed.Count()} failed ({string.Join(", ", Failed.GroupBy(t => $"{t.Code}{(t.Lost ? " lost" : "")}").Select(g => $"{g.Key} {g.Count()}"))}); "
            + $"p50 {ok[ok.Count / 2]:0} ms, p99 {ok[ok.Count * 99 / 100]:0} ms, max {ok[^1]:0} ms");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    /// <summary>One appeal from open to resolved.</summary>
    private async Task AppealAsync(Calls.CallsClient resident, Calls.CallsClient clerk)
    {
        var request = Appeal();
        var call = await UntilAnsweredAsync(nameof(resident.OpenCallAsync), o => resident.OpenCallAsync(request, o));
        var accept = new AcceptCallRequest { RequestId = NewId(), Id = call.Id };
        await UntilAnsweredAsync(nameof(clerk.AcceptCallAsync), o => clerk.AcceptCallAsync(accept, o));
        var start = new StartCallRequest { RequestId = NewId(), Id = call.Id };
        await UntilAnsweredAsync(nameof(clerk.StartCallAsync), o => clerk.StartCallAsync(start, o));
        var resolve = new ResolveCallRequest { RequestId = NewId(), Id = call.Id, Resolution = "已更换路灯" };
        var resolved = await UntilAnsweredAsync(nameof(clerk.ResolveCallAsync), o => clerk.ResolveCallAsync(resolve, o));
        Assert.Equal(CallState.Resolved, resolved.State);
        // Opened, dispatched, accepted, progressed, resolved.
        Promises.Enqueue(new Promise(request.RequestId, call.Id, 5));
    }

    public static OpenCallRequest Appeal(string text = "小区东门路灯不亮已三天", string category = StreetLight) => new()
    {
        RequestId = NewId(), Text = text, PlaceCode = Ground.Community, CategoryCode = category, Source = CallSource.Online,
        Contact = new Contact { Name = "王小明", Phone = "13812345678" },
    };

    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    /// <summary>Tries again, with the same request, until there is an answer.</summary>
    public async Task<T> UntilAnsweredAsync<T>(string rpc, Func<CallOptions, AsyncUnaryCall<T>> request)
    {
        var began = clock.Elapsed;
        while (true)
        {
            var at = clock.Elapsed;
            try
            {
                using var call = request(new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline));
                var answer = await call;
                Tries.Enqueue(new Try(rpc, at, clock.Elapsed - at, StatusCode.OK, false, null, ""));
                return answer;
            }
            catch (RpcException e)
            {
                var failed = new Try(rpc, at, clock.Elapsed - at, e.StatusCode, IsLost(e), e.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(), e.Status.Detail);
                Tries.Enqueue(failed);
                if (e.StatusCode != StatusCode.Unavailable && !failed.Lost) throw new InvalidOperationException($"not an answer to retry after: {failed}", e);
                if (clock.Elapsed - began > Patience) throw new TimeoutException($"no answer for {Patience}: {failed}", e);
                // Shorter than the server's hint, so that a test is quick; the hint's presence is asserted where it matters.
                await Task.Delay(Random.Shared.Next(50, 250));
            }
        }
    }

    // The server's own answers carry a google.rpc.Status; what the client made up carries the exception that it met.
    private static bool IsLost(RpcException e) => e.GetRpcStatus() is null && e.Status.DebugException is not null && e.StatusCode is not StatusCode.DeadlineExceeded;
}
