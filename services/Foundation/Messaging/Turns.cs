using System.Diagnostics;
using System.Text;
using Governance.Rpc;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Governance.Messaging;

/// <summary>
/// Whose turn it is at a consumer. One event at a time, in the order of the queue; but one that failed gives its turn away until its next try, and holds up only what comes after it of the same aggregate
/// (ce-subject). So an event that always fails costs the others its tries and no waiting, and nothing overtakes an earlier event of its aggregate before that one was parked.
/// What waits is not acknowledged: a process that dies, or a connection that breaks, gives all of it back to the queue, in its order.
/// </summary>
internal sealed partial class Turns(string consumer, TimeSpan[] pauses, ILogger<Turns> logger)
{
    /// <summary>How long who is asked to stop waits for the event whose turn it is.</summary>
    public static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200), LastLook = TimeSpan.FromSeconds(10);

    private const int AtOnce = 3;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, Turn> last = new(StringComparer.Ordinal);    // of each aggregate of which something waits, who came last; only whose turn it is looks at it
    private Turn? now;

    /// <summary>Called in the order of the queue, and not awaited there: has the event dealt with when its turn has come.</summary>
    /// <param name="aggregate">What it happened to.</param>
    /// <param name="deal">Deals with it; tries by <see cref="TryAsync"/>.</param>
    public async Task TakeAsync(string aggregate, Func<Task> deal)
    {
        var own = new Turn(aggregate);
        await turn.WaitAsync(CancellationToken.None);
        if (last.TryGetValue(aggregate, out var ahead))
        {
            last[aggregate] = own;
            turn.Release();
            // Who has waited behind one that was parked has no second patience: a hundred events of one broken aggregate would otherwise fill the room for all others.
            own.Patient = await ahead.DealtWith.Task;
            await turn.WaitAsync(CancellationToken.None);
        }
        now = own;
        try
        {
            await deal();
        }
        finally
        {
            if (last.GetValueOrDefault(aggregate) == own) last.Remove(aggregate);
            own.DealtWith.SetResult(own.Patient && !own.Parked);
            now = null;
            turn.Release();
        }
    }

    /// <summary>Has <paramref name="close"/> run in between two turns, or after <see cref="TimeToEnd"/> beside one.</summary>
    public async Task EndAsync(Func<Task> close)
    {
        var mine = await turn.WaitAsync(TimeToEnd);
        try
        {
            await close();
        }
        finally
        {
            if (mine) turn.Release();
        }
    }

    /// <summary>
    /// Tries until it has worked, or no further try is due: then what went wrong goes on to the caller, who parks it. While the database, or a service that is asked, is away the turn is kept, since whoever
    /// came next would find the same.
    /// </summary>
    /// <param name="attempt">One try, with nothing left of the one before.</param>
    /// <param name="cancel">The connection is gone, or the process stops: the event goes back to the queue.</param>
    public async Task TryAsync(Func<Task> attempt, CancellationToken cancel)
    {
        var own = now ?? throw new UnreachableException("an event is tried in its turn");
        for (var (failed, overtaken, look) = (0, 0, FirstLook); ;)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
            catch (Exception e) when (Faults.IsOutage(e))
            {
                if (look == FirstLook) LogAway(e, consumer);
                await Task.Delay(look, TimeProvider.System, cancel);
                look = look * 2 < LastLook ? look * 2 : LastLook;
            }
            catch (Refusal e) when (e.Overtaken && overtaken++ < AtOnce)
            {
                // Somebody wrote the same record in between: nothing is wrong with the event, and nothing to wait for.
                Count();
            }
            catch (Exception e) when (own.Patient && failed < pauses.Length && !Faults.IsPoison(e))
            {
                Count();
                await PauseAsync(own, pauses[failed++], cancel);
            }
            catch
            {
                Count();
                own.Parked = true;
                throw;
            }
        }
    }

    private async Task PauseAsync(Turn own, TimeSpan pause, CancellationToken cancel)
    {
        last.TryAdd(own.Aggregate, own);
        now = null;
        turn.Release();
        try
        {
            await Task.Delay(pause, TimeProvider.System, cancel);
        }
        finally
        {
            await turn.WaitAsync(CancellationToken.None);
            now = own;
        }
    }

    private void Count() => MessagingTelemetry.Failed.Add(1, new KeyValuePair<string, object?>("consumer", consumer));

    [LoggerMessage(1, LogLevel.Warning, "The database, or a service that is asked, is away; the events of {Consumer} wait for it")]
    private partial void LogAway(Exception e, string consumer);

    private sealed class Turn(string aggregate)
    {
        public string Aggregate => aggregate;

        public bool Patient { get; set; } = true;

        public bool Parked { get; set; }

        /// <summary>Whether the next of its aggregate may be patient.</summary>
        public TaskCompletionSource<bool> DealtWith { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>
/// Puts <see cref="Turns"/> between RabbitMQ's client, which hands over one message after the other, and MassTransit's consumer, which ends a message before it takes the next. MassTransit's own
/// way to have several in hand was rejected: it takes them from parallel tasks, so that two events of one aggregate can overtake each other.
/// </summary>
internal sealed class TakeTurns(Turns turns) : IFilter<ChannelContext>
{
    public Task Send(ChannelContext context, IPipe<ChannelContext> next) => next.Send(new Taken(context, turns));

    public void Probe(ProbeContext context) => context.CreateFilterScope("turns");

    private sealed class Taken : SharedChannelContext, ChannelContext
    {
        private readonly ChannelContext inner;
        private readonly Turns turns;

        public Taken(ChannelContext inner, Turns turns) : base(inner, inner.CancellationToken) => (this.inner, this.turns) = (inner, turns);

        Task<string> ChannelContext.BasicConsume(string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag, CancellationToken cancellationToken) =>
            inner.BasicConsume(queue, noAck, exclusive, arguments, new InTurn(consumer, inner.Channel, turns), consumerTag, cancellationToken);

        // A consumer that is cancelled keeps what it has not acknowledged until its channel closes, while the next replica is given what comes after it. So the channel closes at once: then the broker
        // takes all of it back, in its order, before it gives anything to anybody.
        Task ChannelContext.BasicCancel(string consumerTag, CancellationToken cancellationToken) => turns.EndAsync(CloseAsync);

        private async Task CloseAsync()
        {
            try { await inner.Channel.CloseAsync(CancellationToken.None); }
            // MassTransit disposes of a channel as soon as it hears that it closes.
            catch (Exception e) when (e is ObjectDisposedException or AlreadyClosedException) { }
        }

        // Nothing to add, and called for every message.
        ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken) => inner.BasicAck(deliveryTag, multiple, cancellationToken);
    }

    private sealed class InTurn(IAsyncBasicConsumer inner, IChannel channel, Turns turns) : IAsyncBasicConsumer
    {
        public IChannel? Channel => inner.Channel;

        public Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            // The client takes the memory back when this returns.
            var own = body.ToArray();
            _ = turns.TakeAsync(AggregateOf(properties) ?? $"#{deliveryTag}",
                () => channel.IsOpen ? inner.HandleBasicDeliverAsync(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, own, cancellationToken) : Task.CompletedTask);
            return Task.CompletedTask;
        }

        public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) => inner.HandleBasicCancelAsync(consumerTag, cancellationToken);

        public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => inner.HandleBasicCancelOkAsync(consumerTag, cancellationToken);

        public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => inner.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

        public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => inner.HandleChannelShutdownAsync(channel, reason);

        private static string? AggregateOf(IReadOnlyBasicProperties properties) =>
            properties.Headers?.TryGetValue("ce-subject", out var subject) == true ? subject switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null } : null;
    }
}
