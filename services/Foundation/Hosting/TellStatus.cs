using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Governance.Hosting;

/// <summary>
/// A call of gRPC that fails has the HTTP status 200. Its own goes beside its duration (<c>http.server.request.duration</c>) as at the gateway, label <c>rpc.grpc.status_code</c>: there the service is known, here the method.
/// </summary>
internal static class TellStatus
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        // A stream is broken off by every orderly stop: that is no call that failed. JSON has a status of HTTP.
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is not MethodType.Unary || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true) return;
        var told = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers.TryGetValue("grpc-status", out var trailer) == true ? trailer : context.Response.Headers["grpc-status"];
        if (int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var code)) context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("rpc.grpc.status_code", code));
    }
}
