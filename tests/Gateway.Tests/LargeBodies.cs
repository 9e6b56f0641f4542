using System.Net;
using System.Net.Http.Json;
using System.Text;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Grpc.Net.Client.Web;

namespace Governance.Gateway.Tests;

public sealed class LargeBodies : IAsyncLifetime
{
    private const int Limit = 4 * 1024 * 1024;
    private static readonly string FiveMegabytes = new('x', 5 * 1024 * 1024);

    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, backend.State.Calls);
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    private string Token => backend.Tokens.Create("resident");

    [Theory]
    [InlineData("1.1", true)]
    [InlineData("1.1", false)]
    [InlineData("2.0", true)]
    [InlineData("2.0", false)]
    public async Task Json_is_refused_with_the_limit(string version, bool lengthAnnounced)
    {
        using var http = gateway.Http(Token, Version.Parse(version));
        using HttpContent content = lengthAnnounced ? new StringContent($$"""{"text":"{{FiveMegabytes}}"}""", Encoding.UTF8, "application/json") : new Unannounced($$"""{"text":"{{FiveMegabytes}}"}""");
        var response = await http.PostAsync("/grid/v1/echo:say", content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var told = await Told.From(response);
        Assert.Equal((8, "BODY_TOO_LARGE"), (told.Code, told.Reason));
        Assert.Contains($"{Limit}", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Grpc_is_refused_with_the_limit(GrpcWebMode? web)
    {
        using var channel = gateway.Channel(Token, web is { } mode ? inner => new GrpcWebHandler(mode, inner) : null);
        var told = await Told.From(() => new Echo.EchoClient(channel).SayAsync(new SayRequest { Text = FiveMegabytes }).ResponseAsync);
        Assert.Equal((8, "BODY_TOO_LARGE"), (told.Code, told.Reason));
        Assert.Contains($"{Limit}", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_have_a_limit_too()
    {
        using var http = gateway.Http(Token, HttpVersion.Version11);
        http.DefaultRequestHeaders.Add("X-Large", new string('x', 40_000));
        var response = await http.GetAsync("/grid/v1/echo/x");
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    private sealed class Unannounced(string text) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Headers.ContentType = new("application/json");
            return stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            Headers.ContentType ??= new("application/json");
            return false;
        }
    }
}

public sealed class BodiesWithinTheLimit
{
    [Fact]
    public async Task Arrive_whole()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend);
        foreach (var size in new[] { 1, 300_000, 3_900_000 })
        {
            var text = new string('x', size);
            using var http = gateway.Http(backend.Tokens.Create("resident"));
            var reply = await (await http.PostAsJsonAsync("/grid/v1/echo:say", new { text })).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            Assert.Equal(text, reply.GetProperty("text").GetString());
            using var channel = gateway.Channel(backend.Tokens.Create("resident"));
            Assert.Equal(text, (await new Echo.EchoClient(channel).SayAsync(new SayRequest { Text = text })).Text);
        }
    }
}
