using System.Text.Json;
using Governance.Events;
using Governance.Events.Grid.V1;
using Governance.Servers;
using Microsoft.IdentityModel.JsonWebTokens;
using RabbitMQ.Client;

namespace Governance.Identity.Tests;

public sealed class FollowingReorganizedCommunities(IdentityApp app) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Whoever_held_a_code_that_is_retired_gets_tokens_for_the_one_that_takes_over()
    {
        const string former = "510104017001", successor = "510104017090", grid = "510104018001003", nextGrid = "510104018090001";
        Command.Succeeded(await app.RunAsync("user", "follower", "--role", "grid-worker", "--area", former, "--area", grid, "--area", "510105"));
        Command.Succeeded(await app.RunAsync("user", "stranger", "--role", "grid-worker", "--area", "510104017002"));
        var secret = Command.Succeeded(await app.RunAsync("client", "follower", "--agency", "sample", "--scope", "grid.map.read", "--area", former, "--area", "5106"));
        await using var servers = await TestServers.StartAsync(ServerKinds.RabbitMq);
        var replica = app.StartReplica(broker: servers.RabbitMq);
        await using var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        await Until(async () =>
        {
            await using var looking = await connection.CreateChannelAsync();
            try { return await looking.ConsumerCountAsync("governance.identity.FollowingCommunities") > 0; }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return false; }
        });
        await using var channel = await connection.CreateChannelAsync();
        var told = JsonSerializer.SerializeToUtf8Bytes(new CommunitiesReorganized(Guid.CreateVersion7(app.Clock.GetUtcNow()), "510104", [former], [successor], app.Clock.GetUtcNow(), [grid], [nextGrid]), EventFormat.Json);
        // What nobody can read holds nobody up; twice is once.
        foreach (var body in (byte[][])["{"u8.ToArray(), told, told]) await channel.BasicPublishAsync("governance.grid.v1.CommunitiesReorganized", "", mandatory: true, new BasicProperties(), body);
        await Until(async () => (await app.QueryAsync<string>("select areas::text from users where name = 'follower'"))[0] == $"{{{successor},{nextGrid},510105}}");
        await Until(async () => await channel.MessageCountAsync("governance.identity.FollowingCommunities") == 0);
        Assert.Equal(["{510104017002}"], await app.QueryAsync<string>("select areas::text from users where name = 'stranger'"));
        await Until(async () => new JsonWebToken((await app.NewBrowser(replica).ClientTokenAsync("follower", secret)).AccessToken).Claims.Where(c => c.Type == "area").Select(c => c.Value).SequenceEqual([successor, "5106"]));
        Assert.Equal(2, (await app.QueryAsync<Guid>("select id from audit where kind = 'AreasFollowed'")).Count);
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
