using Governance.Grid.V1;
using Governance.Servers;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class ConsumingCases(Ground ground)
{
    [Fact]
    public async Task A_case_that_closes_twice_answers_its_call_once_although_grid_and_the_broker_are_killed_between()
    {
        await using var scene = await ground.SetAsync("consume-twice");
        var grid = await scene.StartReplicaAsync();
        var (call, last) = (await OpenAsync(grid, scene), await OpenAsync(grid, scene));
        var welfare = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        await welfare.HasQueueAsync();
        var id = Load.NewId();
        await welfare.PublishAsync(Welfare.CaseOf(call), id);
        await Scene.EventuallyAsync("the call is answered", async () => await AnswersAsync(scene, call) == 1);
        await grid.Process.KillAsync();
        await welfare.PublishAsync(Welfare.CaseOf(call), id);
        // One event at a time, in the order of the queue: when this one is dealt with, so is the second delivery before it.
        await welfare.PublishAsync(Welfare.CaseOf(last), Load.NewId());
        await welfare.DisposeAsync();
        // What the broker has confirmed and nobody has read yet, it keeps.
        await scene.Servers.KillAsync(ServerKinds.RabbitMq);
        await scene.Servers.StartAgainAsync(ServerKinds.RabbitMq);
        await grid.StartAsync();
        await Scene.EventuallyAsync("the event behind is dealt with", async () => await AnswersAsync(scene, last) == 1);
        Assert.Equal(1, await AnswersAsync(scene, call));
        Assert.Equal(1, await scene.CountAsync("select count(*) from inbox where event_id = $1", Guid.Parse(id)));
        Assert.Equal(1, await scene.CountAsync("select count(*) from call_steps where kind = 'CaseClosed' and call_id = $1", Guid.Parse(call)));
        await using var after = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        Assert.Equal(0u, await after.ErrorsAsync());
    }

    [Fact]
    public async Task A_burst_of_closed_cases_is_dealt_with_once_each_although_grid_is_killed_in_the_midst()
    {
        await using var scene = await ground.SetAsync("consume-burst");
        var grid = await scene.StartReplicaAsync();
        const int Cases = 60;
        var calls = new List<string>();
        for (var i = 0; i < Cases; i++) calls.Add(await OpenAsync(grid, scene));
        await using var welfare = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        await welfare.HasQueueAsync();
        foreach (var call in calls) await welfare.PublishAsync(Welfare.CaseOf(call), Load.NewId());
        await Scene.EventuallyAsync("some are dealt with", async () => await scene.CountAsync("select count(*) from inbox where consumer = 'OnCaseClosed'") >= 5);
        await grid.KillAndStartAsync();
        await Scene.EventuallyAsync("all are dealt with", async () => await scene.CountAsync("select count(*) from inbox where consumer = 'OnCaseClosed'") == Cases);
        foreach (var call in calls) Assert.Equal(1, await AnswersAsync(scene, call));
        Assert.Equal(0u, await welfare.ErrorsAsync());
        await Outcome.StreamIsTheLogAsync(scene, await Outcome.LogAsync(scene));
    }

    [Fact]
    public async Task A_poison_message_goes_to_the_error_queue_and_stops_no_other()
    {
        await using var scene = await ground.SetAsync("consume-poison");
        var grid = await scene.StartReplicaAsync();
        var call = await OpenAsync(grid, scene);
        await using var welfare = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        await welfare.HasQueueAsync();
        await welfare.PublishAsync("{ this is not JSON", Load.NewId());
        await welfare.PublishAsync("""{"caseId":"not an id","area":"510104017001","message":"","at":"yesterday"}""", Load.NewId());
        await welfare.PublishAsync(Welfare.CaseOf(call), messageId: null);    // its second delivery could not be told from its first
        await welfare.PublishAsync(Welfare.CaseOf(call), Load.NewId());
        await Scene.EventuallyAsync("the good one behind them is dealt with", async () => await AnswersAsync(scene, call) == 1);
        Assert.Equal(3u, await welfare.ErrorsAsync());
    }

    internal static async Task<string> OpenAsync(Replica grid, Scene scene) => (await new Calls.CallsClient(grid.As(scene.Resident("resident"))).OpenCallAsync(Load.Appeal())).Id;

    internal static Task<long> AnswersAsync(Scene scene, string call) =>
        scene.CountAsync("select count(*) from events where type = 'governance.grid.v1.CallResolved' and aggregate_id = $1", Guid.Parse(call));
}
