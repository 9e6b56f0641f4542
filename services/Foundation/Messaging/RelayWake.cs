using System.Threading.Channels;

namespace Governance.Messaging;

/// <summary>Wakes the relay of this process after a commit; polling is only the net for what this misses.</summary>
public sealed class RelayWake
{
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to relay.</summary>
    public void Wake() => signal.Writer.TryWrite(true);

    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(atMost);
        try { await signal.Reader.ReadAsync(limit.Token); }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { /* the poll */ }
    }
}
