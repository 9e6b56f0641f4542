using System.Net;
using System.Text;
using System.Text.Json;
using Governance.Grid.V1;
using Grpc.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.SystemTests;

/// <summary>Everybody plays their own part, through the gateway, with the tokens of the sign-in page.</summary>
public sealed class AnAppealFromOpenToClosed(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Resident_unit_and_centre_play_it_whole_the_stream_tells_it_and_nothing_is_left_running()
    {
        var resident = new Calls.CallsClient(await platform.SignedInAsync("resident"));
        var unit = new Calls.CallsClient(await platform.SignedInAsync("unit"));
        var centre = new Calls.CallsClient(await platform.SignedInAsync("jinjiang"));
        using var watch = centre.WatchCalls(new());
        Assert.True(await watch.ResponseStream.MoveNext(default));

        var open = new OpenCallRequest
        {
            RequestId = Id(), Text = "独居老人三天没有下楼，请社区看看", PlaceCode = "510104017001", CategoryCode = "0703", Source = CallSource.Online, Contact = new Contact { Name = "王小明", Phone = "13812345678" },
        };
        var call = await resident.OpenCallAsync(open);
        Assert.Equal(call, await resident.OpenCallAsync(open));
        Assert.Equal(("510104-01", CallState.Dispatched), (call.UnitCode, call.State));
        await unit.AcceptCallAsync(new() { RequestId = Id(), Id = call.Id });
        await unit.StartCallAsync(new() { RequestId = Id(), Id = call.Id });
        await unit.ResolveCallAsync(new() { RequestId = Id(), Id = call.Id, Resolution = "社区已上门，老人平安" });
        await resident.EvaluateCallAsync(new() { RequestId = Id(), Id = call.Id, Score = 5, Comment = "谢谢" });
        var closed = await centre.CloseCallAsync(new() { RequestId = Id(), Id = call.Id });
        Assert.Equal(CallState.Closed, closed.State);
        Assert.Equal(["Open", "AutoDispatch", "Accept", "Start", "Resolve", "Evaluate", "Close"], (await centre.ListCallStepsAsync(new() { Id = call.Id })).Steps.Select(s => s.Kind));

        string[] told = ["CallOpened", "CallDispatched", "CallAccepted", "CallProgressed", "CallResolved", "CallEvaluated", "CallClosed"];
        Assert.Equal(told, await StreamAsync(call.Id, told.Length));
        var watched = new List<string>();
        while (watched.Count < told.Length && await watch.ResponseStream.MoveNext(default)) watched.Add(watch.ResponseStream.Current.Kind);
        Assert.Equal(told, watched);

        await OthersAreKeptOutAsync(call.Id);
        await JsonSaysTheSameAsync(call.Id);

        var certificate = await AnHourOfService.PlayAsync(platform);
        await PartnerKit.PlayAsync(platform, certificate);
        await TheGuide.PlayAsync(platform);
        var reported = await AMemberWhoServes.PlayAsync(platform, certificate.VolunteerId);
        await ANeedUnderContract.PlayAsync(platform);
        await ACaseOfCare.PlayAsync(platform, reported);
        await AMemberWhoMoves.PlayAsync(platform, reported);
        await AnOrganizationFromGroupToGraduate.PlayAsync(platform);
        await AVolunteerWhoIsHired.PlayAsync(platform);
        await ACommunityMerged.PlayAsync(platform);

        watch.Dispose();
        await platform.StopAsync();
        for (var i = 0; i < 300 && platform.Running().Count > 0; i++) await Task.Delay(200);
        Assert.Empty(platform.Running());
    }

    private async Task OthersAreKeptOutAsync(string id)
    {
        var map = new Calls.CallsClient(await platform.PartnerAsync("partner-map"));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => map.GetCallAsync(new() { Id = id }).ResponseAsync)).StatusCode);
        var opener = new Calls.CallsClient(await platform.PartnerAsync("partner-open"));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => opener.GetCallAsync(new() { Id = id }).ResponseAsync)).StatusCode);
        var reader = new Calls.CallsClient(await platform.PartnerAsync("partner-read"));
        Assert.Equal(id, (await reader.GetCallAsync(new() { Id = id })).Id);
    }

    private async Task JsonSaysTheSameAsync(string id)
    {
        using var nobody = platform.Http();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/grid/v1/calls/{id}")).StatusCode);
        using var http = platform.Http(await platform.PersonTokenAsync("chengdu"));
        var call = JsonDocument.Parse(await http.GetStringAsync($"/grid/v1/calls/{id}")).RootElement;
        Assert.Equal("CALL_STATE_CLOSED", call.GetProperty("state").GetString());
        Assert.Equal("138****5678", call.GetProperty("contact").GetProperty("phone").GetString());
        // The map is the real one.
        var path = JsonDocument.Parse(await http.GetStringAsync("/grid/v1/divisions/510104017001:resolvePath")).RootElement;
        Assert.StartsWith("四川省成都市锦江区", path.GetProperty("fullName").GetString(), StringComparison.Ordinal);
    }

    // As a data team reads: any AMQP client, from the first offset.
    private async Task<string[]> StreamAsync(string callId, int count)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Amqp) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 100, false);
        var found = new List<string>();
        var enough = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            string Header(string name) => Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers![name]!);
            if (Header("ce-subject") == callId)
            {
                found.Add(Header("ce-type").Split('.')[^1]);
                Assert.DoesNotContain("13812345678", Encoding.UTF8.GetString(message.Body.Span), StringComparison.Ordinal);
                if (found.Count == count) enough.TrySetResult();
            }
            await channel.BasicAckAsync(message.DeliveryTag, false);
        };
        await channel.BasicConsumeAsync("governance.grid.events", false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return [.. found];
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
