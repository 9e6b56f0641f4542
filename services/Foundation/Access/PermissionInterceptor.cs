using System.Diagnostics;
using Governance.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

/// <summary>The one gate: no rpc runs before it has named the caller and found the rpc's permission among the caller's. Unknown = denied.</summary>
public sealed class PermissionInterceptor(PermissionMap permissions, Grants grants) : Interceptor
{
    /// <inheritdoc />
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, context);
    }

    /// <inheritdoc />
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, responseStream, context);
    }

    /// <inheritdoc />
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, context);
    }

    /// <inheritdoc />
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, responseStream, context);
    }

    private void Admit(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var caller = http.RequestServices.GetRequiredService<Caller>();
        var permission = permissions.Of(context.Method);
        if (permission is null) throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_UNDECLARED", "该接口未声明权限，拒绝访问");
        var signedIn = http.User.Identity?.IsAuthenticated == true;
        if (signedIn) caller.Become(http.User, roles => permission is PermissionMap.Public or PermissionMap.Authenticated ? Reach.Area : grants.Of(permission, roles));
        if (permission == PermissionMap.Public) return;
        if (!signedIn || caller.Subject.Length == 0) throw new Refusal(StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID", "未登录，或登录已失效，请重新登录");
        Activity.Current?.SetTag("enduser.id", caller.Subject);
        if (permission == PermissionMap.Authenticated) return;
        if (caller.Reach == Reach.None)
        {
            throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_MISSING", "您没有进行此操作的权限")
            {
                Facts = new Dictionary<string, string> { ["permission"] = permission },
            };
        }
    }
}
