using System.Globalization;
using Governance.Gateway.Routes;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Governance.Gateway.Refusals;

/// <summary>
/// A call of gRPC that fails has the HTTP status 200. Its own status goes beside its duration (<c>http.server.request.duration</c>), as the label <c>rpc.grpc.status_code</c>: else an outage that only gRPC
/// sees would be seen by no alert.
/// </summary>
internal sealed class TellStatus(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        // A stream is broken off by every orderly stop and resumed by its client: that is no call that failed. gRPC over HTTP/1.1 is the caller's mistake.
        if (!context.IsGrpc() || context.Features.Get<CallTerms>()?.Kind is CallKind.Stream
            || (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<GrpcWeb.BrowserCall>() is null)) return;
        if (int.TryParse(context.GrpcStatus(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= (int)StatusCode.Unauthenticated)
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("rpc.grpc.status_code", code));
    }
}
