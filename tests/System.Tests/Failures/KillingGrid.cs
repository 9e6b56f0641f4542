using Governance.Grid.V1;
using Governance.Servers;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KillingGrid(Ground ground)
{
    [Fact]
    public async Task Under_load_every_acknowledged_call_is_there_once_and_every_event_arrives_in_order()
    {
        await using var scene = await ground.SetAsync("kill-grid");
        var grid = await scene.StartReplicaAsync();
        await using var load = Load.Start(scene, grid.As);
        await load.MoreAsync(40);
        await grid.KillAndStartAsync();
        await load.MoreAsync(40);
        await grid.KillAndStartAsync();
        await load.MoreAsync(40);
        await load.StopAsync();
        Assert.Contains(load.Tries, t => t.Lost);
        Assert.All(load.Failed, t => Assert.True(t.Lost, $"{t}"));
        await Outcome.IsWholeAsync(scene, load);
    }

    [Fact]
    public async Task Between_commit_and_publish_loses_nothing()
    {
        await using var scene = await ground.SetAsync("kill-before-publish");
        var grid = await scene.StartReplicaAsync();
        await scene.Servers.StopAsync(ServerKinds.RabbitMq);
        var resident = new Calls.CallsClient(grid.As(scene.Resident("resident")));
        var promised = new List<(OpenCallRequest Request, Call Call)>();
        for (var i = 0; i < 10; i++)
        {
            var request = Load.Appeal();
            promised.Add((request, await resident.OpenCallAsync(request)));
        }
        // Acknowledged, and with the broker away certainly not published.
        await grid.Process.KillAsync();
        await scene.Servers.StartAgainAsync(ServerKinds.RabbitMq);
        await grid.StartAsync();
        // Who did not hear the promise asks again, and is told the same.
        foreach (var (request, call) in promised) Assert.Equal(call, await resident.OpenCallAsync(request));
        var log = await Outcome.LogAsync(scene);
        Assert.Equal(promised.Select(p => p.Call.Id).Order(), log.Where(e => e.Name == "CallOpened").Select(e => e.Call).Order());
        await Outcome.StreamIsTheLogAsync(scene, log);
    }
}
