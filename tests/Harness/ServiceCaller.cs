using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Governance.Harness;

/// <summary>Somebody with a token. Each service's tests derive one with the typed clients.</summary>
public abstract class ServiceCaller
{
    protected ServiceCaller(Replica replica, string? token)
    {
        // The handler belongs to the replica: a connection for each caller would be most of a test's time.
        var http = new HttpClient(replica.Handler, disposeHandler: false) { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact, BaseAddress = replica.Grpc };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Http = http;
        Invoker = GrpcChannel.ForAddress(replica.Grpc, new GrpcChannelOptions { HttpClient = http }).Intercept(new TellWhy(replica));
    }

    /// <summary>For clients, and for rpcs that have no typed client at hand.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>JSON: <c>await caller.Http.GetAsync("/grid/v1/divisions/51")</c>.</summary>
    public HttpClient Http { get; }

    // A caller is told INTERNAL and a trace id. A test must see what broke.
    private sealed class TellWhy(Replica replica) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, context);
            return new AsyncUnaryCall<TResponse>(Answer(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private async Task<T> Answer<T>(Task<T> answer)
        {
            try
            {
                return await answer;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.Unknown)
            {
                throw new RpcException(e.Status, e.Trailers, $"{e.Status.Detail}\nThe service logged:\n{replica.Errors}");
            }
        }
    }
}
