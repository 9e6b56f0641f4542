using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Governance.Events;
using Governance.Events.Welfare.V1;
using Governance.Grid.V1;
using Grpc.Net.Client;
using RabbitMQ.Client;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class FollowingATrace(Ground ground)
{
    private const int Server = 2, Producer = 4, Consumer = 5;
    private const string Requests = "Microsoft.AspNetCore";

    [Fact]
    public async Task One_trace_goes_from_the_gateway_through_the_broker_into_the_consumer()
    {
        await using var scene = await ground.SetAsync("trace");
        await using var otlp = await OtlpReceiver.StartAsync();
        var grid = await scene.StartReplicaAsync([.. otlp.Settings.Select(s => (s.Key, s.Value!))]);
        var gateway = await StartGatewayAsync(scene, grid, otlp);

        var call = await new Calls.CallsClient(scene.As(gateway, scene.Resident("resident"))).OpenCallAsync(Load.Appeal());
        var log = await Outcome.LogAsync(scene);
        var opened = (await Stream.ReadAsync(scene.Servers.RabbitMq, [.. log.Select(e => e.Id)])).Single(d => d.Type == "governance.grid.v1.CallOpened");
        Assert.Equal(call.Id, opened.Subject);
        var trace = opened.TraceParent!.Split('-')[1];
        // Welfare takes the appeal on, in the trace of the event that told it so.
        await PublishCaseAcceptedAsync(scene, call.Id, opened.TraceParent);
        await Scene.EventuallyAsync("the consumer has carried on", async () => await scene.CountAsync("select count(*) from events where type = 'governance.grid.v1.CallAccepted'") == 1);
        await Scene.EventuallyAsync("all spans are in", () => Task.FromResult(otlp.Of(trace).Any(s => s.Name == "governance.grid.v1.CallAccepted publish")), 20);
        await Task.Delay(500);

        var spans = otlp.Of(trace).ToList();
        foreach (var span in spans) Scene.Say($"{span.Service,-8} {span.Scope,-32} {span.Kind} {span.Name} {span.SpanId} < {span.ParentId}");
        var entry = Assert.Single(spans, s => s is { Service: "gateway", Scope: Requests, Kind: Server });
        Assert.Equal("", entry.ParentId);
        var rpc = Assert.Single(spans, s => s is { Service: "grid", Scope: Requests, Kind: Server });
        Assert.Contains(entry, Ancestors(rpc, spans));
        var publish = Assert.Single(spans, s => s is { Service: "grid", Kind: Producer, Name: "governance.grid.v1.CallOpened publish" });
        Assert.Contains(rpc, Ancestors(publish, spans));
        Assert.Equal(publish.SpanId, opened.TraceParent.Split('-')[2]);
        var consume = Assert.Single(spans, s => s is { Service: "grid", Kind: Consumer } && s.Name.Contains("OnCaseAccepted", StringComparison.Ordinal) && Ancestors(s, spans).First() == publish);
        var after = Assert.Single(spans, s => s is { Kind: Producer, Name: "governance.grid.v1.CallAccepted publish" });
        Assert.Contains(consume, Ancestors(after, spans));
        // The audit trail names the same trace, so that an operator can come from a complaint to the spans.
        Assert.Equal(1, await scene.CountAsync("select count(*) from audit where aggregate_id = $1 and trace_id = $2 and action like '%OpenCall'", Guid.Parse(call.Id), trace));
    }

    private static IEnumerable<Span> Ancestors(Span span, List<Span> all)
    {
        for (var at = all.Find(s => s.SpanId == span.ParentId); at is not null; at = all.Find(s => s.SpanId == at.ParentId)) yield return at;
    }

    private static async Task<GrpcChannel> StartGatewayAsync(Scene scene, Replica grid, OtlpReceiver otlp)
    {
        var port = ServiceProcess.FreePort();
        var certificates = Path.Combine(scene.Ground.Folder, "certificates");
        var settings = new Dictionary<string, string?>(scene.Ground.Tokens.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Gateway:Port"] = $"{port}",
            ["Gateway:Certificates"] = certificates,
            ["services:grid:grpc:0"] = grid.Grpc.ToString(),
            ["services:grid:http:0"] = grid.Http.ToString(),
            ["services:identity:http:0"] = scene.Ground.Tokens.Issuer,
            ["ConnectionStrings:redis"] = scene.Servers.Redis,
        };
        foreach (var (key, value) in otlp.Settings) settings[key] = value;
        await scene.StartAsync("gateway", "gateway", settings, ready: null);
        var ca = Path.Combine(certificates, "ca.pem");
        await Scene.EventuallyAsync("the gateway has made its certificate", () => Task.FromResult(File.Exists(ca)));
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(ca) },
                },
            },
        };
        var http = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{port}/") };
        await Scene.EventuallyAsync("the gateway answers", async () =>
        {
            try { return (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode; }
            catch (HttpRequestException) { return false; }
        });
        return GrpcChannel.ForAddress(http.BaseAddress!, new GrpcChannelOptions { HttpClient = http, DisposeHttpClient = true });
    }

    private static async Task PublishCaseAcceptedAsync(Scene scene, string call, string traceParent)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(scene.Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var json = JsonSerializer.Serialize(new CaseAccepted(Guid.Parse(Load.NewId()), Ground.Community, Guid.Parse(call), TimeProvider.System.GetUtcNow()), EventFormat.Json);
        // As the relay of every service of the platform writes them.
        var properties = new BasicProperties
        {
            Persistent = true, ContentType = "application/json", MessageId = Load.NewId(), Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent, ["MT-Activity-Id"] = traceParent },
        };
        await channel.BasicPublishAsync("governance.welfare.v1.CaseAccepted", "", mandatory: true, properties, Encoding.UTF8.GetBytes(json));
    }
}
