using System.Diagnostics;
using System.Text.Json;
using Governance.Grid.Tests.Calls;
using Governance.Servers;
using RabbitMQ.Client;

namespace Governance.Grid.Tests.Feed;

/// <summary>A broker of its own: the stream then holds the events of one database.</summary>
public sealed class GridAppWithStream(GridServers servers) : GridApp(servers)
{
    private TestServers? own;

    public string Amqp => own!.RabbitMq;

    public TestServers Own => own!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task<string?> BrokerAsync() => (own = await TestServers.StartAsync(ServerKinds.RabbitMq)).RabbitMq;
}

/// <summary>The programs under contracts/examples/consumers, run as a data team runs them.</summary>
public sealed class ConsumersThatWork(GridAppWithStream app) : IClassFixture<GridAppWithStream>
{
    public static TheoryData<string> Languages => ["csharp", "node", "python"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task They_replay_from_the_first_a_saved_and_a_timed_place_and_count_as_the_database_does(string language)
    {
        var state = Path.Combine(Path.GetTempPath(), $"count-{language}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");
        try
        {
            for (var n = 0; n < 5; n++) await OpenAsync(n % 2 == 0 ? SmallMap.Community : "510703001003");
            await app.Resolved();
            await ArrivedAsync();
            Assert.Equal(await CountAsync(), await RunAsync(language, app.Amqp, "first", state));

            // Stopped, and on from there: no event twice, none left out.
            for (var n = 0; n < 3; n++) await OpenAsync(SmallMap.NextCounty);
            await ArrivedAsync();
            Assert.Equal(await CountAsync(), await RunAsync(language, app.Amqp, "saved", state));
            Assert.Equal(await CountAsync(), await RunAsync(language, app.Amqp, "saved", state));

            // From a time: the broker begins earlier, with the chunk that the time lies in, and what happened before does not count. Nor does it after a stop.
            var since = app.Clock.GetUtcNow().AddSeconds(1);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            for (var n = 0; n < 2; n++) await OpenAsync("510703001003");
            await ArrivedAsync();
            var time = since.ToString("yyyy-MM-ddTHH:mm:ssZ", null);
            Assert.Equal(new Dictionary<string, int> { ["5107"] = 2 }, await CountAsync(since));
            Assert.Equal(await CountAsync(since), await RunAsync(language, app.Amqp, time, state));
            await OpenAsync(SmallMap.Community);
            await ArrivedAsync();
            Assert.Equal(await CountAsync(since), await RunAsync(language, app.Amqp, "saved", state));
        }
        finally
        {
            File.Delete(state);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_stream_that_came_back_empty_is_told_as_a_gap(string language)
    {
        var state = Path.Combine(Path.GetTempPath(), $"count-{language}-{Path.GetRandomFileName()}");
        try
        {
            await using var stream = await OwnStream.StartAsync(app.Own);
            for (var n = 0; n < 3; n++) await stream.HappenAsync();
            await RunAsync(language, stream.Amqp, "first", state);
            await RunAsync(language, stream.Amqp, "saved", state);

            // With nothing in it nobody would hear of it; and once it has come as far again, what follows looks like the next.
            await stream.BeginAnewAsync();
            Assert.StartsWith("gap: offset 2 ", (await TryAsync(language, stream.Amqp, "saved", state)).Errors, StringComparison.Ordinal);
            for (var n = 0; n < 5; n++) await stream.HappenAsync();
            Assert.StartsWith("gap: offset 2 ", (await TryAsync(language, stream.Amqp, "saved", state)).Errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(state);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Who_has_got_nothing_yet_begins_again_as_at_first(string language)
    {
        var state = Path.Combine(Path.GetTempPath(), $"count-{language}-{Path.GetRandomFileName()}");
        try
        {
            foreach (var from in new[] { "first", "2026-01-01T00:00:00Z" })
            {
                await using var stream = await OwnStream.StartAsync(app.Own);
                Assert.Empty(await RunAsync(language, stream.Amqp, from, state));
                Assert.Empty(await RunAsync(language, stream.Amqp, "saved", state));
                await stream.HappenAsync(at: "2025-12-31T23:59:59Z");
                await stream.HappenAsync();
                var counted = new Dictionary<string, int> { ["5101"] = from == "first" ? 2 : 1 };
                for (var n = 0; n < 2; n++) Assert.Equal(counted, await RunAsync(language, stream.Amqp, "saved", state));
            }
        }
        finally
        {
            File.Delete(state);
        }
    }

    private async Task OpenAsync(string place) => await app.AsResident(place).Calls.OpenCallAsync(Appeals.Appeal(place: place));

    private async Task<Dictionary<string, int>> CountAsync(DateTimeOffset since = default) => JsonSerializer.Deserialize<Dictionary<string, int>>(await app.Query<string>("""
        select jsonb_object_agg(city, n)::text from (select left(area, 4) as city, count(*) as n from calls
          where id in (select aggregate_id from events where type like '%.CallOpened' and occurred_at >= $1) group by 1) c
        """, since))!;

    // The relay has sent all that is in the log: the stream holds as many messages.
    private Task ArrivedAsync() => EventuallyAsync("all events are in the stream", async () =>
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(app.Amqp) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try { return (await channel.QueueDeclarePassiveAsync("governance.grid.events")).MessageCount - await app.Query<long>("select count(*) from events"); }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return -1; }
    }, behind => behind >= 0);

    internal static async Task<Dictionary<string, int>> RunAsync(string language, params string[] arguments)
    {
        var (counted, errors) = await TryAsync(language, arguments);
        Assert.Empty(errors);
        return counted;
    }

    private static async Task<(Dictionary<string, int> Counted, string Errors)> TryAsync(string language, params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "contracts", "examples", "consumers", language);
        // The same configuration as these tests: …/bin/Debug/net10.0.
        var build = string.Join('/', AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]);
        var (program, file) = language switch
        {
            "csharp" => ("dotnet", Path.Combine(folder, build, "Governance.CountByCity.dll")),
            "node" => ("node", Path.Combine(folder, "count-by-city.mjs")),
            // Debian's own, for which its packages are; the first on the path may be another.
            _ => (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", Path.Combine(folder, "count_by_city.py")),
        };
        var start = new ProcessStartInfo(program, [file, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["IDLE_SECONDS"] = "2";
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
        return (JsonSerializer.Deserialize<Dictionary<string, int>>(output[0])!, output[1]);
    }

    /// <summary>The stream in a virtual host of its own, with nothing in it but what happens here.</summary>
    private sealed class OwnStream : IAsyncDisposable
    {
        private const string Name = "governance.grid.events";
        private static readonly Dictionary<string, object?> _arguments = new() { ["x-queue-type"] = "stream" };
        private readonly IConnection connection;
        private readonly IChannel channel;

        private OwnStream(string amqp, IConnection connection, IChannel channel) => (Amqp, this.connection, this.channel) = (amqp, connection, channel);

        public string Amqp { get; }

        public static async Task<OwnStream> StartAsync(TestServers servers)
        {
            var host = Path.GetRandomFileName();
            await ControlAsync(servers, "add_vhost", host);
            await ControlAsync(servers, "set_permissions", "-p", host, new Uri(servers.RabbitMq).UserInfo.Split(':')[0], ".*", ".*", ".*");
            var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq + host) }.CreateConnectionAsync();
            var stream = new OwnStream(servers.RabbitMq + host, connection, await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
            await stream.channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, _arguments);
            return stream;
        }

        public async Task BeginAnewAsync()
        {
            await channel.QueueDeleteAsync(Name);
            await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, _arguments);
        }

        /// <summary>A call is opened; confirmed when this returns.</summary>
        public async Task HappenAsync(string at = "2026-11-23T01:12:05.318Z")
        {
            var headers = new Dictionary<string, object?>
            {
                ["ce-id"] = Id(), ["ce-type"] = "governance.grid.v1.CallOpened", ["ce-subject"] = Id(), ["ce-sequence"] = 1, ["ce-time"] = at,
            };
            var sample = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "contracts", "Governance.Events", "samples", "grid", "CallOpened.json"));
            await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = headers }, sample);
        }

        public async ValueTask DisposeAsync()
        {
            await channel.DisposeAsync();
            await connection.DisposeAsync();
        }

        private static string Id() => $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";

        private static async Task ControlAsync(TestServers servers, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(servers.RabbitMqControl, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, string.Concat(output));
        }
    }
}
