using System.Globalization;
using Governance.Servers;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KillingTheBroker(Ground ground)
{
    /// <summary>How long the broker stays away. Shorter for a quick look: FAILURES_OUTAGE_SECONDS=5.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("FAILURES_OUTAGE_SECONDS") ?? "30", CultureInfo.InvariantCulture));

    [Fact]
    public async Task The_api_goes_on_accepting_calls_and_afterwards_everything_arrives_in_order()
    {
        await using var scene = await ground.SetAsync("kill-broker");
        var grid = await scene.StartReplicaAsync();
        await using var load = Load.Start(scene, grid.As, clients: 6, pauseMs: 100);
        await load.MoreAsync(20);
        await scene.Servers.KillAsync(ServerKinds.RabbitMq);
        var (gone, before) = (load.Now, load.Promises.Count);
        await Task.Delay(Outage);
        var back = load.Now;
        Assert.InRange(load.Promises.Count, before + 20, int.MaxValue);
        await scene.Servers.StartAgainAsync(ServerKinds.RabbitMq);
        await load.MoreAsync(20);
        await load.StopAsync();
        Assert.Empty(load.Failed);
        var during = load.Tries.Where(t => t.At > gone && t.At < back).ToList();
        Scene.Say($"slowest of {during.Count} requests during the outage: {during.Max(t => t.Took).TotalMilliseconds:0} ms");
        Assert.All(during, t => Assert.True(t.Took < TimeSpan.FromSeconds(5), $"{t}"));
        await Outcome.IsWholeAsync(scene, load);

        // The consumers are back as well.
        var call = await ConsumingCases.OpenAsync(grid, scene);
        await using var welfare = await Welfare.ConnectAsync(scene.Servers.RabbitMq);
        await welfare.HasQueueAsync();
        await welfare.PublishAsync(Welfare.CaseOf(call), Load.NewId());
        await Scene.EventuallyAsync("a closed case answers its call again", async () => await ConsumingCases.AnswersAsync(scene, call) == 1);
        Scene.Say($"consumers back {(load.Now - back).TotalSeconds:0} s after the broker");
    }
}
