using System.Diagnostics;
using Governance.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

/// <summary>The one gate: no rpc runs before it has named the caller and found the rpc's permission among the caller's. Unknown = denied.</summary>
public sealed class PermissionInterceptor(PermissionMap permissions, Grants grants, ClientRights rights) : Interceptor
{
    /// <summary>Tag of a call's span that says who called. Work that must name nobody (<c>Work.Nameless</c>) takes it off.</summary>
    public const string WhoTag = "enduser.id";

    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var hidden = Admit(context);
        return HiddenFields.Without(await continuation(request, context), hidden);
    }

    /// <inheritdoc />
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var hidden = Admit(context);
        return continuation(request, HiddenFields.Without(responseStream, hidden), context);
    }

    /// <inheritdoc />
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var hidden = Admit(context);
        return HiddenFields.Without(await continuation(requestStream, context), hidden);
    }

    /// <inheritdoc />
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var hidden = Admit(context);
        return continuation(requestStream, HiddenFields.Without(responseStream, hidden), context);
    }

    /// <summary>Lets the caller in, or refuses; gives the fields that it does not get to see.</summary>
    private IReadOnlySet<string> Admit(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var caller = http.RequestServices.GetRequiredService<Caller>();
        var permission = permissions.Of(context.Method);
        if (permission is null) throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_UNDECLARED", "该接口未声明权限，拒绝访问");
        var signedIn = http.User.Identity?.IsAuthenticated == true;
        if (signedIn) caller.Become(http.User, roles => permission is PermissionMap.Public or PermissionMap.Authenticated ? Reach.Area : grants.Of(permission, roles));
        caller.RightsChanged = rights.ChangeOf(caller);
        if (permission == PermissionMap.Public) return rights.HiddenFrom(caller);
        if (!signedIn || caller.Subject.Length == 0) throw new Refusal(StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID", "未登录，或登录已失效，请重新登录");
        Activity.Current?.SetTag(WhoTag, caller.Subject);
        var own = rights.Of(caller);
        if (permission != PermissionMap.Authenticated && (caller.Reach == Reach.None || own?.MayCall(context.Method) == false))
        {
            throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_MISSING", "您没有进行此操作的权限")
            {
                Facts = new Dictionary<string, string> { ["permission"] = permission },
            };
        }
        caller.Narrow(own?.AreasOf(context.Method));
        caller.Quota = http.Request.Headers["x-governance-quota"];
        return rights.HiddenFrom(caller);
    }
}
