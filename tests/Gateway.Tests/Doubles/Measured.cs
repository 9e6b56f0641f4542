using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>Durations of calls as one gateway measures them, with their labels.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> calls = new();

    public Measured(IMeterFactory of)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            // Several gateways run in one test process.
            if (instrument.Name == "http.server.request.duration" && ReferenceEquals(instrument.Meter.Scope, of)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(t => t.Key, t => $"{t.Value}");
            calls.Enqueue($"{all["http.response.status_code"]} {all.GetValueOrDefault("rpc.grpc.status_code", "-")}");
        });
        listener.Start();
    }

    /// <summary>Waits for the next calls to be measured, which is a moment after they were answered.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        for (var tries = 0; calls.Count < count && tries < 200; tries++) await Task.Delay(25);
        var told = calls.ToArray();
        calls.Clear();
        return told;
    }

    public void Dispose() => listener.Dispose();
}
