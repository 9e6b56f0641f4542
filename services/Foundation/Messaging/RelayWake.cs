using System.Threading.Channels;

namespace Governance.Messaging;

/// <summary>Wakes the relay and the tail of this process after a commit; polling is only the net for what this misses.</summary>
public sealed class RelayWake
{
    internal Signal Relay { get; } = new();

    internal Signal Tail { get; } = new();

    /// <summary>There is something new in the event log.</summary>
    public void Wake()
    {
        Relay.Set();
        Tail.Set();
    }

    internal sealed class Signal
    {
        private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Set() => channel.Writer.TryWrite(true);

        /// <summary>Whether it was set, rather than the time having passed.</summary>
        public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel)
        {
            if (channel.Reader.TryRead(out _)) return true;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(atMost);
            try { return await channel.Reader.ReadAsync(limit.Token); }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return false; }
        }
    }
}
