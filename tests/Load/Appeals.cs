using System.Globalization;
using Governance.Common.V1;
using Governance.Grid.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.Load;

/// <summary>Residents, each with a token of their own, who open calls all over the province over a few connections that stay.</summary>
internal sealed class Appeals : IDisposable
{
    private const int Residents = 200, Connections = 4;

    // Leaves of ten groups; all of them are dispatched by rule, as most calls are.
    private static readonly string[] Categories = ["0101", "0201", "0301", "0402", "0501", "0602", "0701", "0801", "0901"];
    private const string Story = "小区东门路灯不亮已经三天，晚上老人出行很不方便，前几天还有人摔倒。物业说要等市政来修，打过两次电话都没有结果，希望尽快派人来看一下，谢谢。";

    private readonly GrpcChannel[] channels;
    private readonly Calls.CallsClient[] clients;
    private readonly CallOptions[] residents;
    private readonly string[] places;

    private Appeals(GrpcChannel[] channels, CallOptions[] residents, string[] places)
    {
        (this.channels, this.residents, this.places) = (channels, residents, places);
        clients = [.. channels.Select(c => new Calls.CallsClient(c))];
    }

    public static Appeals To(Platform platform, Uri address, string[] places)
    {
        var channels = Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => platform.Trusts(presented) },
            },
        })).ToArray();
        var residents = Enumerable.Range(1, Residents)
            .Select(n => platform.Tokens.Create(SubjectOf(n), ["resident"], ["51"], name: "居民"))
            .Select(token => new CallOptions(new Metadata { { "authorization", $"Bearer {token}" } })).ToArray();
        return new Appeals(channels, residents, places);
    }

    /// <summary>Digits only, so that pgbench can make such subjects too.</summary>
    private static string SubjectOf(int n) => (100_000_000_000 + n).ToString(CultureInfo.InvariantCulture);

    public static async Task<string[]> PlacesAsync(string database, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Application Name=load;Pooling=false");
        await using var command = source.CreateCommand("select array_agg(code order by code) from divisions where length(code) = 12");
        return (string[])(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task<Call> OpenAsync(OpenCallRequest request, CancellationToken cancel)
    {
        var n = Random.Shared.Next(Residents);
        return await clients[n % Connections].OpenCallAsync(request, residents[n].WithCancellationToken(cancel));
    }

    public Task OpenAsync(CancellationToken cancel) => OpenAsync(New(), cancel);

    public OpenCallRequest New() => new()
    {
        RequestId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(),
        Text = Story,
        PlaceCode = places[Random.Shared.Next(places.Length)],
        CategoryCode = Categories[Random.Shared.Next(Categories.Length)],
        Source = CallSource.Online,
        Point = new Point { Latitude = 30.6 + Random.Shared.NextDouble() / 10, Longitude = 104 + Random.Shared.NextDouble() / 10 },
        Contact = new Contact { Name = "王小明", Phone = $"138{Random.Shared.Next(100_000_000):D8}" },
    };

    public void Dispose()
    {
        foreach (var channel in channels) channel.Dispose();
    }
}
