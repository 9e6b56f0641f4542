using System.Diagnostics.Metrics;
using Governance.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Hosting;

/// <summary>
/// A command that was overtaken between reading and writing is carried out again, on what there is now, as if it had come a moment later. A person should not have to press a button twice because a clock
/// struck or a neighbour saved. Whoever sent an etag is still told that it is old: the second try finds that. After three tries the caller is told, so that a crowd on one record does not feed on itself.
/// </summary>
/// <remarks>Outside the gate: each try has a scope of its own, with its own caller, context and audit entry. What was written before was rolled back whole, the request_id with it.</remarks>
public sealed class OvertakenInterceptor : Interceptor
{
    private const int Tries = 3;
    private static readonly Counter<long> Overtaken = new Meter("Governance.Hosting").CreateCounter<long>("governance.rpc.overtaken", "{try}", "Tries of commands that were overtaken, by method; many of one method: a record that everybody writes to");

    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        for (var tries = 1; ; tries++)
        {
            try { return await continuation(request, context); }
            catch (Refusal e) when (e.Overtaken)
            {
                Overtaken.Add(1, KeyValuePair.Create("rpc.method", (object?)context.Method));
                if (tries == Tries) throw;
                var http = context.GetHttpContext();
                // Lives as long as the call: whoever is further out, the trail of denials for one, reads the caller from it.
                var scope = http.RequestServices.CreateAsyncScope();
                http.Response.RegisterForDisposeAsync(scope);
                http.RequestServices = scope.ServiceProvider;
            }
        }
    }
}
