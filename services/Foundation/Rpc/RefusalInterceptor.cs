using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Governance.Rpc;

/// <summary>
/// Turns refusals into <c>google.rpc.Status</c> and everything unexpected into INTERNAL (or UNAVAILABLE, when a dependency is down) with a trace id only:
/// no message, type or stack of an exception leaves the service.
/// </summary>
public sealed partial class RefusalInterceptor(ILogger<RefusalInterceptor> logger) : Interceptor
{
    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try { return await continuation(request, context); }
        catch (Exception e) { throw Answer(e, context); }
    }

    /// <inheritdoc />
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try { await continuation(request, responseStream, context); }
        catch (Exception e) { throw Answer(e, context); }
    }

    /// <inheritdoc />
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try { return await continuation(requestStream, context); }
        catch (Exception e) { throw Answer(e, context); }
    }

    /// <inheritdoc />
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try { await continuation(requestStream, responseStream, context); }
        catch (Exception e) { throw Answer(e, context); }
    }

    private RpcException Answer(Exception e, ServerCallContext context)
    {
        switch (e)
        {
            case Refusal refusal:
                LogRefused(context.Method, refusal.Code, refusal.Reason);
                return refusal.ToRpcException();
            case RpcException rpc:
                return rpc;
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                var late = context.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime;
                return new RpcException(new Status(late ? StatusCode.DeadlineExceeded : StatusCode.Cancelled, late ? "超过了请求时限" : "请求已取消"));
        }
        var trace = Activity.Current?.TraceId.ToHexString() ?? "";
        var unavailable = IsOutage(e);
        // One line: while a dependency is away every request comes here, and whoever holds the connection logs the outage whole.
        if (unavailable) LogUnavailable(context.Method, e.GetBaseException().Message, trace);
        else LogUnexpected(e, context.Method, trace);
        return (unavailable
            ? new Refusal(StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE", "系统暂时不可用，请稍后用同一 request_id 重试")
                { RetryAfter = TimeSpan.FromSeconds(2), Facts = new Dictionary<string, string> { ["trace_id"] = trace } }
            : new Refusal(StatusCode.Internal, "INTERNAL", $"系统内部错误，请凭跟踪号 {trace} 联系运维")
                { Facts = new Dictionary<string, string> { ["trace_id"] = trace } }).ToRpcException();
    }

    // A database or socket that is gone says so by its base type; naming Npgsql here would tie every service to it.
    private static bool IsOutage(Exception? e) => e switch
    {
        null => false,
        System.Data.Common.DbException { IsTransient: true } or System.Net.Sockets.SocketException or IOException or TimeoutException => true,
        _ => IsOutage(e.InnerException),
    };

    [LoggerMessage(1, LogLevel.Debug, "{Method} refused: {Code} {Reason}")]
    private partial void LogRefused(string method, StatusCode code, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed, trace {Trace}")]
    private partial void LogUnexpected(Exception e, string method, string trace);

    [LoggerMessage(3, LogLevel.Warning, "{Method} unavailable: {Reason}; trace {Trace}")]
    private partial void LogUnavailable(string method, string reason, string trace);
}
