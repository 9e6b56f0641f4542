using Governance.Gateway.Docs;
using Governance.Gateway.Refusals;
using Microsoft.Net.Http.Headers;

namespace Governance.Gateway.Headers;

/// <summary>What every answer carries. A service's own, stricter or page-specific header stays; a gRPC answer gets none, no browser reads it.</summary>
internal static class SecurityHeaders
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";
    // Identity's pages: own styles, no scripts. form-action is left out: it would stop the redirect back to the client after signing in.
    private const string ForPages = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
    private const string Year = "max-age=31536000; includeSubDomains";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.Remove(HeaderNames.Server);
            headers.Remove(HeaderNames.XPoweredBy);
            headers["X-Request-Id"] = context.RequestId();
            var type = context.Response.ContentType;
            if (type is "application/grpc")
                return Task.CompletedTask;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            // A browser that has seen it for localhost would refuse every other development server there.
            if (!IsLocal(context.Request.Host.Host))
                headers.StrictTransportSecurity = Year;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = context.Features.Get<ApiReference.Page>()?.Policy
                    ?? (type?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? ForPages : ForData);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static bool IsLocal(string host) => host is "localhost" or "127.0.0.1" or "[::1]" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
