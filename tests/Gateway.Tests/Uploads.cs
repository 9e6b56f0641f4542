using System.Net;
using System.Text.Json;
using Governance.Gateway.Tests.Doubles;

namespace Governance.Gateway.Tests;

public sealed class Uploads : IAsyncLifetime
{
    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend, ("services:volunteers:grpc:0", backend.Grpc));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    [Fact]
    public async Task A_file_may_take_longer_than_a_call()
    {
        // Twelve seconds: more than the ten after which the standard handler of outgoing calls breaks off.
        using var http = gateway.Http(backend.Tokens.Create("clerk"));
        http.Timeout = Timeout.InfiniteTimeSpan;
        var answer = await http.PostAsync("/volunteers/v1/batches/0198c0de-0000-7000-8000-000000000001:batchRegister?divisionCode=510104", new Slow(pieces: 24, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{24 * Slow.Piece}", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("nextLine").GetString());
    }

    private sealed class Slow : HttpContent
    {
        public const int Piece = 10_000;
        private readonly int pieces;
        private readonly TimeSpan pause;

        public Slow(int pieces, TimeSpan pause)
        {
            (this.pieces, this.pause) = (pieces, pause);
            Headers.ContentType = new("text/csv");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var n = 0; n < pieces; n++)
            {
                await stream.WriteAsync(new byte[Piece]);
                await stream.FlushAsync();
                await Task.Delay(pause);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
