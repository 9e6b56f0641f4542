using System.Diagnostics;
using Governance.Grid.Tests.Calls;
using Governance.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Governance.Grid.Tests.Feed;

/// <summary>The user that deploy/data-team makes: it reads the streams it was given, and can do nothing else at the broker.</summary>
public sealed class ReadingAsADataTeam(GridAppWithStream app) : IClassFixture<GridAppWithStream>
{
    [Fact]
    public async Task It_reads_its_streams_and_writes_declares_binds_and_deletes_nothing()
    {
        await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var password = await RunAsync("statistics", "grid");
        Assert.Equal(48, password.Length);
        await EventuallyAsync("it reads the stream", async () => await FirstAsync(password, "governance.grid.events") > 0);

        const string events = "governance.grid.v1.CallOpened", stream = "governance.grid.events";
        foreach (var forbidden in new Func<IChannel, Task>[]
        {
            c => c.BasicPublishAsync(events, "", mandatory: false, new BasicProperties(), "{}"u8.ToArray()).AsTask(),
            c => c.BasicPublishAsync("", stream, mandatory: false, new BasicProperties(), "{}"u8.ToArray()).AsTask(),
            c => c.QueueDeclareAsync("mine"), c => c.ExchangeDeclareAsync("mine", ExchangeType.Fanout), c => c.QueueBindAsync(stream, events, ""), c => c.QueueDeleteAsync(stream),
            c => c.ExchangeDeleteAsync(events), c => c.BasicConsumeAsync("governance.welfare.events", autoAck: false, consumer: new AsyncEventingBasicConsumer(c)),
            c => c.BasicConsumeAsync("governance.grid.OnCaseClosed", autoAck: false, consumer: new AsyncEventingBasicConsumer(c)),
        })
        {
            await using var connection = await ConnectAsync(password);
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => forbidden(channel));
            var reason = (refused as OperationInterruptedException)?.ShutdownReason ?? channel.CloseReason;
            Assert.Equal(403, (int?)reason?.ReplyCode);
        }

        // The same again changes nothing, another list of services what may be read; a new password shuts out the old one.
        Assert.Equal("", await RunAsync("statistics", "welfare"));
        await Assert.ThrowsAnyAsync<Exception>(() => FirstAsync(password, stream));
        await RunAsync("statistics", "grid");
        var next = await RunAsync("statistics", "--reset");
        await Assert.ThrowsAnyAsync<BrokerUnreachableException>(() => ConnectAsync(password));
        await (await ConnectAsync(next)).DisposeAsync();
        await RunAsync("statistics", "--delete");
        await Assert.ThrowsAnyAsync<BrokerUnreachableException>(() => ConnectAsync(next));
    }

    /// <summary>Who reads already is asked nothing again by the broker: their connection has to end.</summary>
    [Fact]
    public async Task Whoever_reads_when_they_may_no_longer_is_cut_off_and_nobody_else()
    {
        await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        const string stream = "governance.grid.events";
        var password = await RunAsync("readers", "grid", "welfare");
        var neighbour = await RunAsync("neighbours", "grid");
        var (beside, besideEnded) = await ReadingAsync("neighbours", neighbour, stream);
        await using (beside)
        {
            foreach (var change in new[] { "welfare", "--reset", "--delete" })
            {
                var (connection, ended) = await ReadingAsync("readers", password, stream);
                await using (connection)
                {
                    var said = await RunAsync("readers", change);
                    Assert.Equal(320, (int)(await ended.WaitAsync(TimeSpan.FromSeconds(15))).ReplyCode);
                    if (change == "--reset") password = said;
                    if (change == "welfare") await RunAsync("readers", "grid");
                }
            }
            Assert.False(besideEnded.IsCompleted);
        }
        await RunAsync("neighbours", "--delete");
    }

    [Fact]
    public async Task It_is_never_the_platforms_own_user()
    {
        Assert.Contains("no data team's user", await RunAsync(expect: 1, "governance", "--reset"), StringComparison.Ordinal);
        Assert.Contains("is none of", await RunAsync(expect: 2, "statistics", "identity"), StringComparison.Ordinal);
        Assert.Contains("NAME is", await RunAsync(expect: 2, "x"), StringComparison.Ordinal);
    }

    private async Task<int> FirstAsync(string password, string stream)
    {
        await using var connection = await ConnectAsync(password);
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 10, false);
        var read = new TaskCompletionSource<int>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => { read.TrySetResult(message.Body.Length); return Task.CompletedTask; };
        await channel.BasicConsumeAsync(stream, autoAck: false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        return await read.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>A connection that has read, and reads on; and how it ends.</summary>
    private async Task<(IConnection, Task<ShutdownEventArgs>)> ReadingAsync(string name, string password, string stream)
    {
        var connection = await ConnectAsync(password, name);
        var ended = new TaskCompletionSource<ShutdownEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, why) => { ended.TrySetResult(why); return Task.CompletedTask; };
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 10, false);
        var read = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) => { read.TrySetResult(); return Task.CompletedTask; };
        await channel.BasicConsumeAsync(stream, autoAck: false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        await read.Task.WaitAsync(TimeSpan.FromSeconds(15));
        return (connection, ended.Task);
    }

    private Task<IConnection> ConnectAsync(string password, string name = "statistics")
    {
        var uri = new UriBuilder(app.Amqp) { UserName = name, Password = password }.Uri;
        return new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
    }

    private Task<string> RunAsync(params string[] arguments) => RunAsync(expect: 0, arguments);

    private async Task<string> RunAsync(int expect, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "deploy", "data-team"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RABBITMQCTL"] = app.Own.RabbitMqControl;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == expect, string.Concat(output));
        return string.Concat(output).Trim();
    }
}
