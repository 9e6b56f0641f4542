using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// Takes events from the log to the broker: at least once, per aggregate in order, never before their transaction has ended and never past one that
/// is still open. The loop knows no state of its own but the batch in hand; whatever fails, it starts again from the cursors in the database. Times are the
/// machine's, also in tests: leases are about processes, not about the domain's clock.
/// </summary>
internal sealed partial class Relay(string service, OwnSession session, BrokerAddress broker, MessagingOptions options, RelayWake wake, ILogger<Relay> logger)
    : BackgroundService
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly RelayLanes lanes = new(Guid.CreateVersion7(Clock.GetUtcNow()), options);
    private long lastSign = Clock.GetTimestamp();
    private long lastLook;

    /// <summary>Holds nothing back at start: a service must serve while the broker is down.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var tries = 0;
        var since = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(() =>
                {
                    if (tries > 0) LogBack(service, Clock.GetElapsedTime(since).TotalSeconds);
                    tries = 0;
                    MessagingTelemetry.Outage(false);
                }, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                if (tries++ == 0)
                {
                    since = Clock.GetTimestamp();
                    LogOutage(service, e.GetBaseException().Message, e);
                    MessagingTelemetry.Outage(true);
                }
                var pause = Math.Min(200 * Math.Pow(2, Math.Min(tries, 10)), 5_000) * (0.5 + Random.Shared.NextDouble() / 2);
                try { await Task.Delay(TimeSpan.FromMilliseconds(pause), Clock, stoppingToken); }
                catch (OperationCanceledException) { return; }
            }
        }
    }

    private async Task RunAsync(Action working, CancellationToken cancel)
    {
        await using var channel = await RelayChannel.OpenAsync(broker, service, options, StreamIsMissingAsync, cancel);
        await using var connection = await session.OpenAsync(cancel);
        await using (var command = new NpgsqlCommand(RelayLanes.Session, connection)) await command.ExecuteNonQueryAsync(cancel);
        try
        {
            await RelayAsync(channel, connection, working, cancel);
        }
        finally
        {
            await GiveBackAsync(connection);
        }
    }

    // Before the stream is made, so that it is noted also by who dies just then. What was in the queues of consumers, or is relayed before they have declared them anew, has reached nobody; only an operator
    // knows how far back that goes.
    private async Task StreamIsMissingAsync(CancellationToken cancel)
    {
        await using var connection = await session.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Resend.NoteLoss, connection);
        if (await command.ExecuteNonQueryAsync(cancel) > 0) LogEmptied(service, RelayChannel.StreamOf(service));
    }

    // Two batches are under way: while the broker confirms one, the next is read and published behind it. A cursor moves only when its batch and all before
    // it are confirmed, so a failure at any place costs a second delivery and no order.
    private async Task RelayAsync(RelayChannel channel, NpgsqlConnection connection, Action working, CancellationToken stopping)
    {
        // A stop lets what is under way come to its end, so that a restart publishes nothing twice.
        using var grace = new CancellationTokenSource();
        await using var end = stopping.Register(() => grace.CancelAfter(options.Lease / 2));
        var cancel = grace.Token;
        var unconfirmed = new Queue<(List<LoggedEvent> Batch, ulong Last)>();
        while (channel.IsOpen && !stopping.IsCancellationRequested)
        {
            if (lanes.IsShareDue)
            {
                await SettleAsync(0);
                await lanes.ShareAsync(connection, cancel);
            }
            var (batch, behind) = await lanes.ReadAsync(connection, cancel);
            working();
            if (batch.Count > 0)
            {
                await PublishAsync(channel, connection, batch, behind.ToString(), cancel);
                unconfirmed.Enqueue((batch, channel.Published));
            }
            if (batch.Count >= options.LaneBatch)
            {
                await SettleAsync(1);
                // Also while it catches up, for hours perhaps: then most of all somebody wants to know how far it is.
                await LookAsync(connection, cancel);
                continue;
            }
            await SettleAsync(0);
            await LookAsync(connection, cancel);
            await PauseAsync(batch.Count, stopping);
        }
        await SettleAsync(0);
        stopping.ThrowIfCancellationRequested();
        throw new IOException("the broker closed the channel");

        async Task SettleAsync(int left)
        {
            while (unconfirmed.Count > left)
            {
                var (batch, last) = unconfirmed.Dequeue();
                await ConfirmAsync(channel, connection, last, cancel);
                await lanes.AdvanceAsync(connection, batch, cancel);
                lastSign = Clock.GetTimestamp();
                MessagingTelemetry.Published.Add(batch.Count, new KeyValuePair<string, object?>("service", service));
                MessagingTelemetry.Batch.Record(batch.Count, new KeyValuePair<string, object?>("service", service));
            }
        }
    }

    private async Task PublishAsync(RelayChannel channel, NpgsqlConnection connection, List<LoggedEvent> batch, string behind, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if (i % 64 == 0)
                {
                    limit.CancelAfter(options.ConfirmTimeout);
                    await lanes.RenewAsync(connection, cancel);
                    // This process was stopped for a while, and somebody else relays these lanes now.
                    if (lanes.Expired) throw new TimeoutException("the leases ran out while publishing");
                }
                await channel.PublishAsync(batch[i], behind, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException("the broker takes no events (flow control or memory alarm?)");
        }
    }

    private async Task ConfirmAsync(RelayChannel channel, NpgsqlConnection connection, ulong last, CancellationToken cancel)
    {
        var (before, seen) = (channel.Confirmed, Clock.GetTimestamp());
        while (!await channel.ConfirmedAsync(last, options.Lease / 6, cancel))
        {
            await lanes.RenewAsync(connection, cancel);
            if (channel.Confirmed != before) (before, seen) = (channel.Confirmed, Clock.GetTimestamp());
            else if (Clock.GetElapsedTime(seen) > options.ConfirmTimeout) throw new TimeoutException("the broker confirms nothing");
        }
    }

    private async Task PauseAsync(int relayed, CancellationToken cancel)
    {
        if (relayed > 0)
        {
            await Task.Delay(options.Gather, Clock, cancel);
            return;
        }
        var quiet = Clock.GetElapsedTime(lastSign) > TimeSpan.FromSeconds(10);
        // Short of lanes: the next tick may bring some.
        var atMost = lanes.Held.Count == 0 || !quiet ? options.PollBusy : options.PollIdle;
        if (!await wake.Relay.WaitAsync(atMost, cancel)) return;
        lastSign = Clock.GetTimestamp();
        await Task.Delay(options.Gather, Clock, cancel);
    }

    private async Task LookAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (!MessagingTelemetry.Published.Enabled || (lastLook != 0 && Clock.GetElapsedTime(lastLook) < TimeSpan.FromSeconds(10))) return;
        lastLook = Clock.GetTimestamp();
        var (count, oldest) = await lanes.WaitingAsync(connection, cancel);
        await using var losses = new NpgsqlCommand(Resend.IsLossOpen, connection);
        MessagingTelemetry.Waiting(count, oldest, emptied: await losses.ExecuteScalarAsync(cancel) is true);
    }

    private async Task GiveBackAsync(NpgsqlConnection connection)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await lanes.ReleaseAsync(connection, limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or InvalidOperationException or IOException)
        {
            lanes.Forget();    // the leases run out by themselves
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Service}: events wait in the log until broker and database can be reached again: {Reason}")]
    private partial void LogOutage(string service, string reason, Exception e);

    [LoggerMessage(2, LogLevel.Information, "{Service}: events are relayed again after {Seconds:F1} s")]
    private partial void LogBack(string service, double seconds);

    [LoggerMessage(3, LogLevel.Critical, "{Service}: the broker has no stream {Stream}, though events were relayed to it before: it was lost, and what lay in consumers' queues with it. Have the services send again what may not have arrived: the command resend (handbook, backup)")]
    private partial void LogEmptied(string service, string stream);
}
