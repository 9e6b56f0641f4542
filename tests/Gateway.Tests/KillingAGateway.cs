using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Governance.Gateway.Limits;
using Governance.Gateway.Tests.Doubles;
using Governance.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Gateway.Tests;

/// <summary>kill -9 of a gateway, as a process of its own, and what others then know of it.</summary>
public sealed class KillingAGateway
{
    [Fact]
    public async Task Costs_no_usage_but_that_of_its_last_moment()
    {
        await using var servers = await TestServers.StartAsync(ServerKinds.Redis);
        await using var backend = await Backend.StartAsync();
        await using var witness = RunningGateway.Start(backend, ("ConnectionStrings:redis", servers.Redis), ("Gateway:Limits:Default:Report:PerSecond", "1000"), ("Gateway:Limits:Default:Report:Burst", "1000"));
        await Until(() => Task.FromResult(!witness.Services.GetRequiredService<SharedBuckets>().Away));
        var (partner, operates) = (backend.Tokens.Create("one", clientId: "one", scopes: ["grid.calls.read"], areas: ["5101"]), backend.Tokens.Create("operator", ["province-operator"], ["51"]));
        async Task<long> CountedAsync()
        {
            using var http = witness.Http(operates);
            var answer = JsonDocument.Parse(await http.GetStringAsync($"/usage/v1?from={TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}&client=one")).RootElement;
            return answer.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("ok").GetInt64() + r.GetProperty("refused").GetInt64() + r.GetProperty("failed").GetInt64());
        }

        using var gateway = new Process { StartInfo = Start(backend, servers.Redis, out var address) };
        gateway.Start();
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null } }) { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", partner) } };
            await Until(async () =>
            {
                try { return (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK; }
                catch (HttpRequestException) { return false; }
            });
            for (var n = 0; n < 20; n++) await http.GetAsync($"/grid/v1/calls/{n}");
            // Nobody has stopped it: it wrote them by itself.
            await Until(async () => await CountedAsync() == 20);
            for (var n = 0; n < 5; n++) await http.GetAsync($"/grid/v1/calls/{n}");
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
            Directory.Delete(CertificatesOf(address), recursive: true);
        }
        Assert.InRange(await CountedAsync(), 20, 25);
    }

    private static ProcessStartInfo Start(Backend backend, string redis, out Uri address)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            address = new Uri($"https://localhost:{((IPEndPoint)free.LocalEndpoint).Port}");
        }
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { WorkingDirectory = AppContext.BaseDirectory };
        var settings = new Dictionary<string, string?>(backend.Tokens.Settings)
        {
            ["Gateway:Port"] = $"{address.Port}", ["Gateway:Certificates"] = CertificatesOf(address), ["ConnectionStrings:redis"] = redis,
            ["services:grid:grpc:0"] = backend.Grpc, ["services:grid:http:0"] = backend.Http, ["services:identity:http:0"] = backend.Http,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private static string CertificatesOf(Uri address) => Path.Combine(Path.GetTempPath(), $"gateway-{address.Port}");

    private static async Task Until(Func<Task<bool>> happened)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await happened()) return;
            await Task.Delay(100);
        }
        Assert.Fail("not within 30 s");
    }
}
