using Governance.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Governance.Foundation.Tests;

public sealed class TellingTheTime
{
    [Fact]
    public void A_service_knows_no_time_finer_than_its_database()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.AddGovernanceDefaults("any");
        using var services = builder.Services.BuildServiceProvider();
        var clock = services.GetRequiredService<TimeProvider>();

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, clock.GetUtcNow().Ticks % TimeSpan.TicksPerMicrosecond));
        Assert.InRange(clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
    }
}
