using System.Text.Json;
using Governance.Events;
using Governance.Events.Grid.V1;
using Governance.Servers;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Identity.Tests;

public sealed class FollowingReorganizedCommunities(IdentityApp app) : IClassFixture<IdentityApp>
{
    private const string Queue = "governance.identity.FollowingCommunities", Exchange = "governance.grid.v1.CommunitiesReorganized";

    [Fact]
    public async Task Whoever_held_a_code_that_is_retired_gets_tokens_for_the_one_that_takes_over()
    {
        const string former = "510104017001", successor = "510104017090", grid = "510104018001003", nextGrid = "510104018090001";
        Command.Succeeded(await app.RunAsync("user", "follower", "--role", "grid-worker", "--area", former, "--area", grid, "--area", "510105"));
        Command.Succeeded(await app.RunAsync("user", "stranger", "--role", "grid-worker", "--area", "510104017002"));
        var secret = Command.Succeeded(await app.RunAsync("client", "follower", "--agency", "sample", "--scope", "grid.map.read", "--area", former, "--area", "5106"));
        await using var servers = await TestServers.StartAsync(ServerKinds.RabbitMq);
        var replica = app.StartReplica(broker: servers.RabbitMq);
        await using var connection = await ListeningAsync(servers);
        await using var channel = await connection.CreateChannelAsync();
        var told = JsonSerializer.SerializeToUtf8Bytes(new CommunitiesReorganized(Guid.CreateVersion7(app.Clock.GetUtcNow()), "510104", [former], [successor], app.Clock.GetUtcNow(), [grid], [nextGrid]), EventFormat.Json);
        // What nobody can read holds nobody up; twice is once.
        foreach (var body in (byte[][])["{"u8.ToArray(), told, told]) await channel.BasicPublishAsync("governance.grid.v1.CommunitiesReorganized", "", mandatory: true, new BasicProperties(), body);
        await Until(async () => (await app.QueryAsync<string>("select areas::text from users where name = 'follower'"))[0] == $"{{{successor},{nextGrid},510105}}");
        await Until(async () => await channel.MessageCountAsync("governance.identity.FollowingCommunities") == 0);
        Assert.Equal(["{510104017002}"], await app.QueryAsync<string>("select areas::text from users where name = 'stranger'"));
        await Until(async () => new JsonWebToken((await app.NewBrowser(replica).ClientTokenAsync("follower", secret)).AccessToken).Claims.Where(c => c.Type == "area").Select(c => c.Value).SequenceEqual([successor, "5106"]));
        Assert.Equal(2, (await app.QueryAsync<Guid>("select id from audit where kind = 'AreasFollowed' and (client = 'follower' or user_id = (select id from users where name = 'follower'))")).Count);
    }

    [Fact]
    public async Task News_out_of_its_order_leads_to_where_the_later_has_led()
    {
        const string a = "510104017021", b = "510104017022", c = "510104017023";
        Command.Succeeded(await app.RunAsync("user", "overtaken", "--role", "grid-worker", "--area", a, "--area", a + "001", "--area", b));
        await using var servers = await TestServers.StartAsync(ServerKinds.RabbitMq);
        app.StartReplica(broker: servers.RabbitMq);
        app.StartReplica(broker: servers.RabbitMq);
        await using var connection = await ListeningAsync(servers);
        await using var channel = await connection.CreateChannelAsync();
        CommunitiesReorganized News(string from, string to, int hour) =>
            new(Guid.CreateVersion7(app.Clock.GetUtcNow()), "510104", [from], [to], app.Clock.GetUtcNow().AddHours(hour), [from + "001"], [to + "001"]);
        var (first, then) = (News(a, b, 1), News(b, c, 2));
        foreach (var news in (CommunitiesReorganized[])[then, first, then]) await channel.BasicPublishAsync(Exchange, "", mandatory: true, new BasicProperties(), JsonSerializer.SerializeToUtf8Bytes(news, EventFormat.Json));
        await Until(async () => (await app.QueryAsync<string>("select areas::text from users where name = 'overtaken'"))[0] == $"{{{c},{c}001}}");
        await Until(async () => await channel.MessageCountAsync(Queue) == 0);
        // Whoever enters somebody under a code of before enters them where it is now.
        Command.Succeeded(await app.RunAsync("user", "late", "--role", "grid-worker", "--area", a, "--area", a + "001", "--area", c));
        Assert.Equal([$"{{{c},{c}001}}"], await app.QueryAsync<string>("select areas::text from users where name = 'late'"));
        Assert.Equal(4, (await app.QueryAsync<string>($"select former from moved_communities where reorganization_id in ('{first.ReorganizationId}', '{then.ReorganizationId}')")).Count);
    }

    [Fact]
    public async Task What_cannot_be_read_or_fails_for_good_is_laid_aside_and_two_replicas_take_one_at_a_time()
    {
        const string former = "510104017031", successor = "510104017032";
        Command.Succeeded(await app.RunAsync("user", "behind", "--role", "grid-worker", "--area", former));
        await using var servers = await TestServers.StartAsync(ServerKinds.RabbitMq);
        app.StartReplica(broker: servers.RabbitMq);
        app.StartReplica(broker: servers.RabbitMq);
        await using var connection = await ListeningAsync(servers);
        await using var channel = await connection.CreateChannelAsync();
        CommunitiesReorganized News(string to) => new(Guid.CreateVersion7(app.Clock.GetUtcNow()), "510104", [former], [to], app.Clock.GetUtcNow());
        byte[][] bodies = ["null"u8.ToArray(), "{\"area\":\"510104\"}"u8.ToArray(), "{\"former\":[\"510104017031\"],\"successors\":[]}"u8.ToArray(), "{\"former\":[null],\"successors\":[null]}"u8.ToArray(),
            JsonSerializer.SerializeToUtf8Bytes(News("a code that is longer than any"), EventFormat.Json), JsonSerializer.SerializeToUtf8Bytes(News(successor), EventFormat.Json)];
        foreach (var body in bodies) await channel.BasicPublishAsync(Exchange, "", mandatory: true, new BasicProperties(), body);
        await Until(async () => (await app.QueryAsync<string>("select areas::text from users where name = 'behind'"))[0] == $"{{{successor}}}");
        await Until(async () => await channel.MessageCountAsync(Queue + "_error") == 5);
        // Read again, and laid aside again.
        Assert.Equal("5 events redriven", Command.Succeeded(await app.RunAsync([("ConnectionStrings:rabbitmq", servers.RabbitMq)], "redrive")));
        await Until(async () => await channel.MessageCountAsync(Queue + "_error") == 5);
        // The broker refuses whoever declares it otherwise.
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-single-active-consumer"] = true, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = Queue + "_error" });
    }

    [Fact]
    public async Task Whoever_is_entered_while_a_county_is_reorganised_gets_the_code_that_takes_over()
    {
        const string former = "510113001001", successor = "510113001002";
        await using var other = new NpgsqlConnection(app.Address + ";Pooling=false");
        await other.OpenAsync();
        await using var reorganizing = await other.BeginTransactionAsync();
        // As MovedCommunities.FollowAsync has it: what it does not see after this, it leaves where it is.
        await new NpgsqlCommand($"select pg_advisory_xact_lock(7423020, hashtext('510113')); insert into moved_communities (reorganization_id, former, successor, at) values (gen_random_uuid(), '{former}', '{successor}', now())", other, reorganizing).ExecuteNonQueryAsync();
        var entering = new[] { app.RunAsync("user", "meanwhile", "--role", "grid-worker", "--area", former), app.RunAsync("client", "meanwhile", "--agency", "sample", "--scope", "grid.map.read", "--area", former) };
        await Until(async () => (await app.QueryAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and classid = 7423020 and not granted and database = (select oid from pg_database where datname = current_database())"))[0] == 2);
        // Another county's people are entered meanwhile.
        Command.Succeeded(await app.RunAsync("user", "elsewhere", "--role", "grid-worker", "--area", "510114001001"));
        await reorganizing.CommitAsync();
        foreach (var done in await Task.WhenAll(entering)) Command.Succeeded(done);
        Assert.Equal([$"{{{successor}}}"], await app.QueryAsync<string>("select areas::text from users where name = 'meanwhile'"));
        Assert.Contains(successor, (await app.QueryAsync<string>("select properties from clients where client_id = 'meanwhile'"))[0], StringComparison.Ordinal);
    }

    // A connection, once somebody listens.
    private static async Task<IConnection> ListeningAsync(TestServers servers)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        await Until(async () =>
        {
            await using var looking = await connection.CreateChannelAsync();
            try { return await looking.ConsumerCountAsync(Queue) > 0; }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return false; }
        });
        return connection;
    }

    private static async Task Until(Func<Task<bool>> so)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await so()) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Fail("it did not come about");
    }
}
