using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Governance.Gateway.Refusals;

/// <summary>
/// Says a refusal in the caller's language: trailers-only with grpc-status for gRPC and gRPC-Web, a page for a browser that asked for
/// one, else the JSON that gRPC transcoding would have written, so that callers parse one shape whoever refused.
/// </summary>
internal static class Answer
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    public static async Task RefuseAsync(this HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        var requestId = context.RequestId();
        // Cookies or caching headers of a half-copied answer must not travel with the refusal; CORS headers must, or a browser hides it.
        foreach (var name in response.Headers.Keys.Where(n => !n.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
            && !n.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase) && !n.Equals("Vary", StringComparison.OrdinalIgnoreCase)).ToList())
            response.Headers.Remove(name);
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        if (refusal.Http == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = ReferenceEquals(refusal, GatewayRefusals.TokenMissing) ? "Bearer" : "Bearer error=\"invalid_token\"";
        // Whatever is still coming is thrown away at line speed (Kestrel does so for 5 s at most), else an HTTP/1.1 client that is still
        // sending would see a reset connection instead of this answer.
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;

        if (context.IsGrpc())
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = context.Features.Get<Routes.GrpcWeb.BrowserCall>()?.ResponseType ?? "application/grpc";
            WriteGrpcStatus(response.Headers, refusal, requestId);
            return;
        }
        response.StatusCode = refusal.Http;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var page = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        response.ContentType = page ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        await response.WriteAsync(page ? Page(refusal, requestId) : Json.Format(refusal.ToStatus(requestId)), Encoding.UTF8, CancellationToken.None);
    }

    /// <summary>Into headers when nothing has been said yet (trailers-only), else into trailers.</summary>
    public static void WriteGrpcStatus(IHeaderDictionary headers, Refusal refusal, string requestId)
    {
        headers["grpc-status"] = ((int)refusal.Code).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(refusal.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(refusal.ToBytes(requestId).Span);
    }

    /// <summary>The trace id: what the caller quotes is what the operator searches for.</summary>
    public static string RequestId(this HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>What a call of gRPC has come to, as it stands in trailers or headers; empty while nothing is said.</summary>
    public static string GrpcStatus(this HttpContext context)
    {
        var trailers = context.Features.Get<Routes.GrpcWeb.BrowserCall>()?.Trailers ?? context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers;
        return trailers?.TryGetValue("grpc-status", out var trailer) == true ? trailer.ToString() : context.Response.Headers["grpc-status"].ToString();
    }

    public static bool IsGrpc(this HttpContext context) =>
        (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) ?? false)
        && (HttpProtocol.IsHttp2(context.Request.Protocol) || context.Features.Get<Routes.GrpcWeb.BrowserCall>() is not null);

    private static string Page(Refusal refusal, string requestId) => $"""
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{refusal.Http}</title>
        <h1>{WebUtility.HtmlEncode(refusal.Message)}</h1><p>请求编号：{requestId}</p></html>
        """;
}
