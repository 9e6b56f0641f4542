using Governance.Servers;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class LosingRedis(Ground ground)
{
    [Fact]
    public async Task Grid_starts_and_serves_without_it()
    {
        await using var scene = await ground.SetAsync("kill-redis");
        var grid = await scene.StartReplicaAsync();
        await using var load = Load.Start(scene, grid.As, clients: 4);
        await load.MoreAsync(10);
        await scene.Servers.KillAsync(ServerKinds.Redis);
        await load.MoreAsync(10);
        await load.StopAsync();
        Assert.Empty(load.Failed);
        await grid.KillAndStartAsync();
        await using var after = Load.Start(scene, grid.As, clients: 2);
        await after.MoreAsync(4);
        await after.StopAsync();
        Assert.Empty(after.Failed);
    }
}
