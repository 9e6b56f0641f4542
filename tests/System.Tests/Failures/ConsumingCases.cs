using System.Text;
using System.Text.Json;
using Governance.Events;
using Governance.Events.Welfare.V1;
using Governance.Grid.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class ConsumingCases(Ground ground)
{
    private const string Closed = "governance.welfare.v1.CaseClosed";
    private const string Queue = "governance.grid.OnCaseClosed";

    [Fact]
    public async Task A_case_that_closes_twice_answers_its_call_once_although_grid_is_killed_between()
    {
        await using var scene = await ground.SetAsync("consume-twice");
        var grid = await scene.StartReplicaAsync();
        var (call, last) = (await OpenAsync(grid, scene), await OpenAsync(grid, scene));
        await using var welfare = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        await HasQueueAsync(welfare);
        var id = Load.NewId();
        await welfare.PublishAsync(CaseOf(call), id);
        await Scene.EventuallyAsync("the call is answered", async () => await AnswersAsync(scene, call) == 1);
        await grid.Process.KillAsync();
        await welfare.PublishAsync(CaseOf(call), id);
        // One event at a time, in the order of the queue: when this one is dealt with, so is the second delivery before it.
        await welfare.PublishAsync(CaseOf(last), Load.NewId());
        await grid.StartAsync();
        await Scene.EventuallyAsync("the event behind is dealt with", async () => await AnswersAsync(scene, last) == 1);
        Assert.Equal(1, await AnswersAsync(scene, call));
        Assert.Equal(1, await scene.CountAsync("select count(*) from inbox where event_id = $1", Guid.Parse(id)));
        Assert.Equal(1, await scene.CountAsync("select count(*) from call_steps where kind = 'CaseClosed' and call_id = $1", Guid.Parse(call)));
        Assert.Equal(0u, await welfare.ErrorsAsync());
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
        await HasQueueAsync(welfare);
        foreach (var call in calls) await welfare.PublishAsync(CaseOf(call), Load.NewId());
        await Scene.EventuallyAsync("some are dealt with", async () => await scene.CountAsync("select count(*) from inbox") >= 5);
        await grid.KillAndStartAsync();
        await Scene.EventuallyAsync("all are dealt with", async () => await scene.CountAsync("select count(*) from inbox") == Cases);
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
        await HasQueueAsync(welfare);
        await welfare.PublishAsync("{ this is not JSON", Load.NewId());
        await welfare.PublishAsync("""{"caseId":"not an id","area":"510104017001","message":"","at":"yesterday"}""", Load.NewId());
        await welfare.PublishAsync(CaseOf(call), messageId: null);    // its second delivery could not be told from its first
        await welfare.PublishAsync(CaseOf(call), Load.NewId());
        await Scene.EventuallyAsync("the good one behind them is dealt with", async () => await AnswersAsync(scene, call) == 1);
        Assert.Equal(3u, await welfare.ErrorsAsync());
    }

    private static async Task<string> OpenAsync(Replica grid, Scene scene) => (await new Calls.CallsClient(grid.As(scene.Resident("resident"))).OpenCallAsync(Load.Appeal())).Id;

    private static string CaseOf(string call) =>
        JsonSerializer.Serialize(new CaseClosed(Guid.Parse(Load.NewId()), Ground.Community, Guid.Parse(call), "已上门探访，救助金已发放", TimeProvider.System.GetUtcNow()), EventFormat.Json);

    private static Task<long> AnswersAsync(Scene scene, string call) =>
        scene.CountAsync("select count(*) from events where type = 'governance.grid.v1.CallResolved' and aggregate_id = $1", Guid.Parse(call));

    // Grid serves before its consumers are connected; what is published before its queue exists goes nowhere.
    private static Task HasQueueAsync(Welfare welfare) => Scene.EventuallyAsync("Grid's queue exists", () => welfare.HasAsync(Queue));

    /// <summary>What Grid hears of Welfare, from a plain AMQP client.</summary>
    private sealed class Welfare(IConnection connection) : IAsyncDisposable
    {
        public static async Task<Welfare> ConnectAsync(string broker) => new(await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync());

        public async Task PublishAsync(string json, string? messageId)
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            var properties = new BasicProperties { Persistent = true, ContentType = "application/json" };
            if (messageId is not null) properties.MessageId = messageId;
            await channel.BasicPublishAsync(Closed, "", mandatory: true, properties, Encoding.UTF8.GetBytes(json));
        }

        public async Task<uint> ErrorsAsync() => await HasAsync(Queue + "_error") ? await CountAsync(Queue + "_error") : 0;

        public async Task<bool> HasAsync(string queue)
        {
            try
            {
                await CountAsync(queue);
                return true;
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
            {
                return false;
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private async Task<uint> CountAsync(string queue)
        {
            await using var channel = await connection.CreateChannelAsync();
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
    }
}
