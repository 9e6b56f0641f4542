using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Governance.Foundation.Tests.Notes;
using Governance.Foundation.Tests.Wire;
using Grpc.Core;

namespace Governance.Foundation.Tests;

/// <summary>The HTTP status of a call of gRPC is 200 however it ends: its own stands beside its duration, so that dashboards count what was done and what failed by method.</summary>
public sealed class TellingHowCallsEnd(SharedServers servers) : IAsyncLifetime
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> calls = new();
    private NotesHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await NotesHost.StartAsync(servers);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "http.server.request.duration" && ReferenceEquals(instrument.Meter.Scope, host.Meters)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(t => t.Key, t => $"{t.Value}");
            calls.Enqueue($"{all["http.route"].Split('/')[^1]} {all["http.response.status_code"]} {all.GetValueOrDefault("rpc.grpc.status_code", "-")}");
        });
        listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return host.DisposeAsync();
    }

    [Fact]
    public async Task Beside_their_duration_but_for_streams()
    {
        await host.AsNobody().HelloAsync(new ListNotesRequest());
        await Assert.ThrowsAsync<RpcException>(async () => await host.AsNobody().BreakAsync(new ListNotesRequest()));
        await Assert.ThrowsAsync<RpcException>(async () => await host.AsNobody().ListNotesAsync(new ListNotesRequest()));
        using var watch = host.As("auditor", ["51"]).WatchNotes(new ListNotesRequest());
        await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        await Eventually.Equal(4, () => Task.FromResult(calls.Count));
        Assert.Equal(["Break 200 13", "Hello 200 0", "ListNotes 200 16", "WatchNotes 200 -"], calls.Order(StringComparer.Ordinal));
    }
}
