using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Governance.Hosting;

/// <summary>
/// Calls from one service to another, for the rare thing that no event may carry: personal data. Everything else comes by event, and works while the other service is away.
/// </summary>
public static class Peers
{
    /// <summary>Whether <c>Peers:SERVICE:Address</c> is set.</summary>
    public static bool HasPeer(this IHostApplicationBuilder builder, string service) => !string.IsNullOrEmpty(builder.Configuration[$"Peers:{service}:Address"]);

    /// <summary>
    /// A client of the service at <c>Peers:SERVICE:Address</c>, its gRPC endpoint. It calls with a token of its own, asked of <c>Peers:TokenEndpoint</c> (without it: where the provider's own description at
    /// <c>Oidc:Authority</c> says) with <c>Peers:ClientId</c> and <c>Peers:ClientSecret</c> for the scope <paramref name="scope"/> and kept until a minute before it ends. A unary call without a deadline of its own ends after 5 s with
    /// DEADLINE_EXCEEDED. Nothing is repeated here: whoever calls knows whether it may wait. All replicas behind the address get calls in turn.
    /// </summary>
    public static IHostApplicationBuilder AddPeer<TClient>(this IHostApplicationBuilder builder, string service, string scope) where TClient : ClientBase<TClient>
    {
        var (address, settings) = (builder.Configuration[$"Peers:{service}:Address"]!, (IConfiguration)builder.Configuration);
        builder.Services.TryAddSingleton<ResolverFactory, Replicas.Factory>();
        builder.Services.AddSingleton(sp =>
        {
            var token = new PeerToken(settings, scope, sp.GetRequiredService<TimeProvider>());
            var credentials = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", "Bearer " + await token.GetAsync(context.CancellationToken)));
            // Inside the cluster TLS ends at the gateway or is the mesh's.
            var clear = address.StartsWith("http:", StringComparison.Ordinal);
            var channel = GrpcChannel.ForAddress(clear ? $"{Replicas.Factory.Scheme}:///{new Uri(address).Authority}" : address, new GrpcChannelOptions
            {
                UnsafeUseInsecureChannelCallCredentials = clear,
                Credentials = ChannelCredentials.Create(clear ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl, credentials),
                ServiceProvider = sp,
                ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
                MaxReconnectBackoff = TimeSpan.FromSeconds(5),
            });
            return (TClient)Activator.CreateInstance(typeof(TClient), channel.Intercept(new Patience()))!;
        });
        return builder;
    }

    private sealed class Patience : Interceptor
    {
        // gRPC measures deadlines by the system's clock, whatever the service's own says.
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, context.Options.Deadline is not null ? context
                : new(context.Method, context.Host, context.Options.WithDeadline(TimeProvider.System.GetUtcNow().AddSeconds(5).UtcDateTime)));
    }

    private sealed class PeerToken(IConfiguration settings, string scope, TimeProvider clock)
    {
        // Not the factory's client: its retries would multiply with those of whoever calls.
        private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        private readonly SemaphoreSlim asking = new(1);
        private (string Text, DateTimeOffset Until) kept = ("", DateTimeOffset.MinValue);

        public async Task<string> GetAsync(CancellationToken cancel)
        {
            await asking.WaitAsync(cancel);
            try
            {
                if (clock.GetUtcNow() >= kept.Until) kept = await AskAsync(cancel);
                return kept.Text;
            }
            finally
            {
                asking.Release();
            }
        }

        private async Task<(string, DateTimeOffset)> AskAsync(CancellationToken cancel)
        {
            using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", settings["Peers:ClientId"]), new("client_secret", settings["Peers:ClientSecret"]), new("scope", scope)]);
            using var answer = await http.PostAsync(await EndpointAsync(cancel), form, cancel);
            answer.EnsureSuccessStatusCode();
            var token = await answer.Content.ReadFromJsonAsync<Token>(cancel);
            return (token!.Text, clock.GetUtcNow().AddSeconds(Math.Max(token.Seconds - 60, 0)));
        }

        // Asked again with every token: the provider may move it, and a token lasts half an hour.
        private async Task<Uri> EndpointAsync(CancellationToken cancel)
        {
            if (settings["Peers:TokenEndpoint"] is { Length: > 0 } endpoint) return new Uri(endpoint);
            var described = await http.GetFromJsonAsync<Description>(new Uri($"{settings["Oidc:Authority"]?.TrimEnd('/')}/.well-known/openid-configuration"), cancel);
            return described?.TokenEndpoint ?? throw new HttpRequestException("the provider of tokens does not say where they are given");
        }

        private sealed record Description([property: JsonPropertyName("token_endpoint")] Uri? TokenEndpoint);

        private sealed record Token([property: JsonPropertyName("access_token")] string Text, [property: JsonPropertyName("expires_in")] int Seconds);
    }
}
