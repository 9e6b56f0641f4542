using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Governance.Messaging;

/// <summary>
/// One channel to the broker, with the exchanges and the stream of a service declared on it. Events are published strictly one after another, so that
/// the broker has them in that order; confirms are counted behind. Whatever goes wrong spoils the channel as a whole: it is closed and the batch is published
/// again on a new one. The client's own recovery is off: it would hide how far the broker got.
/// </summary>
internal sealed class RelayChannel : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly string service;
    private readonly HashSet<string> declared = [];
    private readonly BasicProperties properties;
    private readonly Dictionary<string, object?> headers = [];
    private readonly Lock confirms = new();
    private readonly HashSet<ulong> ahead = [];    // confirmed, but something before them is not
    private ulong published;
    private ulong confirmed;    // everything up to it
    private (ulong Last, TaskCompletionSource Done)? awaited;
    private string? spoilt;

    private RelayChannel(IConnection connection, IChannel channel, string service)
    {
        (this.connection, this.channel, this.service) = (connection, channel, service);
        properties = new BasicProperties { Persistent = true, ContentType = "application/json", Headers = headers };
        channel.BasicAcksAsync += (_, e) => { Confirm(e.DeliveryTag, e.Multiple); return Task.CompletedTask; };
        channel.BasicNacksAsync += (_, _) => Spoil("the broker refused an event (nack)");
        channel.BasicReturnAsync += (_, e) => Spoil($"no queue is bound to {e.Exchange} ({e.ReplyCode} {e.ReplyText})");
        channel.ChannelShutdownAsync += (_, e) => Spoil($"channel closed: {e.ReplyCode} {e.ReplyText}");
        connection.ConnectionShutdownAsync += (_, e) => Spoil($"connection closed: {e.ReplyCode} {e.ReplyText}");
    }

    public bool IsOpen => spoilt is null && channel.IsOpen;

    public static async Task<RelayChannel> OpenAsync(BrokerAddress address, string service, MessagingOptions options, Func<CancellationToken, Task> streamIsMissing, CancellationToken cancel)
    {
        var connection = await address.ConnectAsync($"{service} relay", cancel);
        try
        {
            await DeclareStreamAsync(connection, service, options, streamIsMissing, cancel);
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancel);
            var opened = new RelayChannel(connection, channel, service);
            foreach (var type in EventsOf(service)) await opened.DeclareAsync(type, cancel);
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Names of the events that Governance.Events declares for a service.</summary>
    public static IEnumerable<string> EventsOf(string service) =>
        from type in Assembly.Load("Governance.Events").GetExportedTypes()
        where type is { IsClass: true, IsAbstract: false, IsNested: false } && type.Namespace?.Split('.') is ["Governance", "Events", var of, _] && of.Equals(service, StringComparison.OrdinalIgnoreCase)
        select EventType.NameOf(type);

    /// <param name="e">The event.</param>
    /// <param name="behind">Token of the place up to which everything has been confirmed before (<see cref="RelayLanes.ReadAsync"/>).</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask PublishAsync(LoggedEvent e, string behind, CancellationToken cancel)
    {
        if (spoilt is not null) throw new IOException(spoilt);
        if (!declared.Contains(e.Type)) await DeclareAsync(e.Type, cancel);    // an event of an older version, or of a newer one during an upgrade
        using var activity = Trace(e);
        properties.MessageId = e.Id.ToString();
        headers["ce-specversion"] = "1.0";
        headers["ce-id"] = properties.MessageId;
        headers["ce-type"] = e.Type;
        headers["ce-source"] = $"/governance/{service}";
        headers["ce-subject"] = e.AggregateId.ToString();
        headers["ce-time"] = e.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        headers["ce-area"] = e.Area;
        headers["ce-sequence"] = e.Sequence;
        headers["ce-position"] = behind;
        var trace = activity?.Id ?? e.TraceParent;
        Set("traceparent", trace);
        // Where MassTransit 8.5 looks for the parent of its receive span. Only for a trace that is recorded: unpacking headers is most of the broker's work.
        Set("MT-Activity-Id", trace?.EndsWith("01", StringComparison.Ordinal) == true ? trace : null);
        published++;
        await channel.BasicPublishAsync(e.Type, "", mandatory: true, properties, e.Json, cancel);
    }

    /// <summary>How many have been published.</summary>
    public ulong Published => published;

    /// <summary>How many have been confirmed without a gap, for telling slow from stuck.</summary>
    public ulong Confirmed => Volatile.Read(ref confirmed);

    /// <summary>Whether everything up to the publication number <paramref name="last"/> has been confirmed; false when <paramref name="atMost"/> has passed before.</summary>
    /// <exception cref="IOException">The channel is spoilt: nothing that was not confirmed counts as published.</exception>
    public async Task<bool> ConfirmedAsync(ulong last, TimeSpan atMost, CancellationToken cancel)
    {
        Task wait;
        lock (confirms)
        {
            if (spoilt is not null) throw new IOException(spoilt);
            if (confirmed >= last) return true;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = (last, done);
            wait = done.Task;
        }
        try { await wait.WaitAsync(atMost, TimeProvider.System, cancel); }
        catch (TimeoutException) { return false; }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    // A header is dear: the stream takes each apart, about 2 µs of the broker's time.
    private void Set(string header, string? value)
    {
        if (value is null) headers.Remove(header);
        else headers[header] = value;
    }

    private static Activity? Trace(LoggedEvent e)
    {
        if (e.TraceParent is null || !MessagingTelemetry.Source.HasListeners() || !ActivityContext.TryParse(e.TraceParent, null, true, out var parent)) return null;
        var activity = MessagingTelemetry.Source.StartActivity($"{e.Type} publish", ActivityKind.Producer, parent);
        return activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", e.Type).SetTag("messaging.message.id", e.Id);
    }

    private void Confirm(ulong tag, bool multiple)
    {
        lock (confirms)
        {
            if (multiple)
            {
                if (tag > confirmed) confirmed = tag;
                ahead.RemoveWhere(t => t <= tag);
            }
            else if (tag == confirmed + 1) confirmed = tag;
            else if (tag > confirmed) ahead.Add(tag);
            while (ahead.Count > 0 && ahead.Remove(confirmed + 1)) confirmed++;
            if (awaited is { } batch && confirmed >= batch.Last) batch.Done.TrySetResult();
        }
    }

    private Task Spoil(string why)
    {
        lock (confirms)
        {
            spoilt ??= why;
            awaited?.Done.TrySetException(new IOException(spoilt));
        }
        return Task.CompletedTask;
    }

    private async Task DeclareAsync(string type, CancellationToken cancel)
    {
        await channel.ExchangeDeclareAsync(type, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancel);
        await channel.QueueBindAsync(StreamOf(service), type, "", cancellationToken: cancel);
        declared.Add(type);
    }

    internal static string StreamOf(string service) => $"governance.{service}.events";

    // Asked for first: a stream whose limits an operator has changed since must not stop the relay (406 PRECONDITION_FAILED).
    private static async Task DeclareStreamAsync(IConnection connection, string service, MessagingOptions options, Func<CancellationToken, Task> streamIsMissing, CancellationToken cancel)
    {
        try
        {
            await using var probe = await connection.CreateChannelAsync(cancellationToken: cancel);
            await probe.QueueDeclarePassiveAsync(StreamOf(service), cancel);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            await streamIsMissing(cancel);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
            await channel.QueueDeclareAsync(StreamOf(service), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "stream",
                ["x-max-age"] = options.StreamMaxAge,
                ["x-max-length-bytes"] = options.StreamMaxBytes,
                ["x-stream-max-segment-size-bytes"] = 100_000_000L,
            }, cancellationToken: cancel);
        }
    }
}
